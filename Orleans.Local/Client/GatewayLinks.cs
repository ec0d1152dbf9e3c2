using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Local.Activations;
using Orleans.Local.Calls;
using Orleans.Local.Messaging;
using Orleans.Messaging;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Client;

/// <summary>
/// A client's connections: one to each gateway that the list names. Calls spread over them by grain, so that the same grain is asked through
/// the same gateway while that one is there. A gateway that is away is tried again, and the calls that went through it have failed. With no
/// gateway left, the list is read anew at once, and calls wait for that: silos may have come since it was read last.
/// </summary>
internal sealed class GatewayLinks(
    IGatewayListProvider gateways, ObjectSerializer serializer, GrainTypeMap types, CallSettings settings, CallTracker tracker,
    IOptions<ClusterOptions> cluster, IOptions<GatewayOptions> options, TimeProvider time, ILogger<GatewayLinks> logger)
    : IRequestSender, IConnectionOwner, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    // A list that is a minute old may name nobody alive after a few restarts; reading it is cheap.
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(1);

    // Between two readings however much is asked for: a cluster that is away isn't made better by a hail of questions.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    // Calls that may wait for a gateway, a matter of one reading of the list; more are refused at once.
    private const int MostWaiting = 10_000;

    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<IPEndPoint, Connection> _open = [];
    private readonly HashSet<Connection> _leaving = [];

    // Since when the list no longer names a gateway that is still connected. Such a silo leaves, or is dead and merely silent: a frozen
    // process keeps its connections.
    private readonly Dictionary<IPEndPoint, long> _unlisted = [];
    private Connection[] _usable = [];
    private readonly List<GrainRequest> _waiting = [];
    private TaskCompletionSource _needed = NewSignal();

    public IReadOnlyList<Connection> Usable => Volatile.Read(ref _usable);

    /// <summary>Connects to at least one gateway.</summary>
    /// <exception cref="SiloUnavailableException">None could be reached.</exception>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        await gateways.InitializeGatewayListProvider();
        var problems = await RefreshAsync(cancellation);
        if (_usable.Length == 0)
        {
            throw new SiloUnavailableException(
                problems.Count == 0 ? "There is no gateway: no silo of the cluster is active. Start one, with the same cluster id and database."
                : $"No gateway could be reached: {string.Join(" ", problems.Select(p => p.Message))}");
        }

        _ = KeepConnectedAsync();
    }

    public void Send(GrainRequest request)
    {
        var usable = Volatile.Read(ref _usable);
        if (usable.Length == 0)
            WaitOrSend(request);
        else
            Send(request, usable);
    }

    public void Receive(GrainRequest request) => request.Fail(new OrleansMessageRejectionException("A client holds no grains."));

    public Task<byte[]> AnswerAsync(byte operation, ReadOnlyMemory<byte> body) =>
        Task.FromException<byte[]>(new InvalidDataException("A client answers no questions of silos."));

    public void Moved(GrainId grain)
    {
        // The gateway knows where grains are; the client doesn't try to.
    }

    public void Leaving(Connection connection)
    {
        lock (_gate)
        {
            _leaving.Add(connection);
            Choose();
        }
    }

    public void Dispose()
    {
        _stopped.Cancel();
        lock (_gate)
        {
            foreach (var connection in _open.Values)
                connection.Close();
        }

        EndWaiting();
    }

    private void Send(GrainRequest request, Connection[] usable)
    {
        try
        {
            request.Payload = ArgumentsCodec.Write(request.Arguments!, request.Method, serializer);
            request.Arguments = null;
        }
        catch (Exception exception)
        {
            request.Fail(exception);
            return;
        }

        usable[request.Target.GetUniformHashCode() % (uint)usable.Length].SendRequest(request);
    }

    private void WaitOrSend(GrainRequest request)
    {
        Connection[] usable;
        lock (_gate)
        {
            usable = _usable;
            if (usable.Length == 0 && !_stopped.IsCancellationRequested && _waiting.Count < MostWaiting)
            {
                _waiting.Add(request);
                _needed.TrySetResult();
                return;
            }
        }

        if (usable.Length == 0)
            request.Fail(NoGateway());
        else
            Send(request, usable);
    }

    /// <summary>Sends what waits for a gateway; with none, it fails now.</summary>
    private void EndWaiting()
    {
        Connection[] usable;
        GrainRequest[] waiting;
        lock (_gate)
        {
            usable = _usable;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var request in waiting)
        {
            if (usable.Length == 0)
                request.Fail(NoGateway());
            else
                Send(request, usable);
        }
    }

    private async Task KeepConnectedAsync()
    {
        var period = TimeSpan.FromTicks(Math.Clamp(options.Value.GatewayListRefreshPeriod.Ticks, Breath.Ticks, RefreshEvery.Ticks));
        try
        {
            while (true)
            {
                await Task.Delay(Breath, time, _stopped.Token);
                await Task.WhenAny(Task.Delay(period - Breath, time, _stopped.Token), NextNeed());
                _stopped.Token.ThrowIfCancellationRequested();
                try
                {
                    await RefreshAsync(_stopped.Token);
                }
                catch (Exception exception) when (!_stopped.IsCancellationRequested)
                {
                    logger.LogWarning(exception, "The list of gateways could not be read.");
                }

                EndWaiting();
            }
        }
        catch (OperationCanceledException)
        {
            // The client stops.
        }
    }

    // Completes when a call finds no gateway. What was needed before the last reading of the list has had it.
    private Task NextNeed()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
                _needed = NewSignal();
            return _needed.Task;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static SiloUnavailableException NoGateway() => new("No gateway of the cluster can be reached at the moment.");

    private async Task<List<Exception>> RefreshAsync(CancellationToken cancellation)
    {
        List<Exception> problems = [];
        var listed = (await gateways.GetGateways()).Select(GatewayUri.ToEndPoint).ToHashSet();
        LeaveUnlisted(listed);
        IPEndPoint[] missing;
        lock (_gate)
            missing = [.. listed.Where(l => !_open.ContainsKey(l))];
        await Task.WhenAll(missing.Select(async endpoint =>
        {
            try
            {
                await OpenAsync(endpoint, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                lock (problems)
                    problems.Add(exception);
                logger.LogDebug(exception, "The gateway {Gateway} can't be reached.", endpoint);
            }
        }));
        return problems;
    }

    /// <summary>Sends nothing more to gateways that are not listed, and hangs up when no answer can be on its way any more.</summary>
    private void LeaveUnlisted(HashSet<IPEndPoint> listed)
    {
        List<Connection> silent = [];
        lock (_gate)
        {
            foreach (var (endpoint, connection) in _open)
            {
                if (listed.Contains(endpoint))
                    _unlisted.Remove(endpoint);
                else if (!_unlisted.TryAdd(endpoint, time.GetTimestamp()) && time.GetElapsedTime(_unlisted[endpoint]) > settings.ResponseTimeout)
                    silent.Add(connection);
            }

            Choose();
        }

        silent.ForEach(static connection => connection.Close());
    }

    private async Task OpenAsync(IPEndPoint endpoint, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(ConnectTimeout);
        var (frames, welcome) = await Dialer.ConnectAsync(endpoint, new Hello(cluster.Value.ClusterId, null, null), settings.MaxMessageBytes, timeout.Token);
        types.Learn(welcome.Manifest);
        var connection = new Connection(frames, $"gateway {endpoint}", serializer, this, tracker, time, logger);
        lock (_gate)
        {
            _open[endpoint] = connection;
            Choose();
        }

        EndWaiting();
        _ = RunAsync(endpoint, connection);
    }

    private async Task RunAsync(IPEndPoint endpoint, Connection connection)
    {
        connection.Closed.UnsafeRegister(_ => Remove(endpoint, connection), null);
        await connection.RunAsync();
        Remove(endpoint, connection);
    }

    private void Remove(IPEndPoint endpoint, Connection connection)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(endpoint, out var present) && ReferenceEquals(present, connection))
            {
                _open.Remove(endpoint);
                _unlisted.Remove(endpoint);
            }

            _leaving.Remove(connection);
            Choose();
        }
    }

    private void Choose() => Volatile.Write(ref _usable, [.. _open.Where(o => !_leaving.Contains(o.Value) && !_unlisted.ContainsKey(o.Key)).Select(o => o.Value)]);
}
