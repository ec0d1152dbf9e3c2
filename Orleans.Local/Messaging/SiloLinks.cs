using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orleans.Local.Activations;
using Orleans.Local.Calls;
using Orleans.Local.Directory;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Messaging;

/// <summary>What silos ask of each other.</summary>
internal enum SiloOperation : byte
{
    Directory = 1,
    Report = 2,
    EndDuplicate = 3,

    /// <summary>The membership table has changed: look at it now and not at the next renewal.</summary>
    Gossip = 4,

    /// <summary>A reminder whose grain you own was changed.</summary>
    RemindersChanged = 5,

    /// <summary>What the dashboard shows of you.</summary>
    Figures = 6,

    /// <summary>What the dashboard shows of all silos. Asked by clients.</summary>
    ClusterFigures = 7,
}

/// <summary>A silo's connections to the other silos, made when first needed. Each silo uses those that it opened for its own requests.</summary>
internal sealed class SiloLinks(SiloRuntime runtime, string clusterId)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<SiloAddress, Lazy<Task<Connection>>> _links = new();

    public IEnumerable<Connection> Open => _links.Values.Select(Established).OfType<Connection>();

    /// <summary>The connection to a silo if there is one already.</summary>
    public Connection? TryGet(SiloAddress silo) =>
        _links.TryGetValue(silo, out var link) && Established(link) is { Closed.IsCancellationRequested: false } open ? open : null;

    // Completed by then, so that nothing waits here.
    private static Connection? Established(Lazy<Task<Connection>> link) =>
        link is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } made } ? made.Result : null;

    /// <exception cref="SiloUnavailableException">The silo can't be reached, or is another one than expected.</exception>
    public async Task<Connection> GetAsync(SiloAddress silo)
    {
        var link = _links.GetOrAdd(silo, static (address, self) => new Lazy<Task<Connection>>(() => self.ConnectAsync(address)), this);
        try
        {
            var connection = await link.Value;
            if (!connection.Closed.IsCancellationRequested)
                return connection;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or InvalidDataException)
        {
            _links.TryRemove(KeyValuePair.Create(silo, link));
            throw new SiloUnavailableException($"The silo {silo} can't be reached: {exception.Message}", exception);
        }

        _links.TryRemove(KeyValuePair.Create(silo, link));
        return await GetAsync(silo);
    }

    public async Task<DirectoryReply> AskAsync(SiloAddress silo, DirectoryRequest request, CancellationToken cancellation)
    {
        var answer = await AskAsync(silo, SiloOperation.Directory, request.Write, cancellation);
        var input = new ByteReader(answer.Span);
        return DirectoryReply.Read(ref input);
    }

    public Task ReportAsync(SiloAddress silo, DirectoryReport report, CancellationToken cancellation) =>
        AskAsync(silo, SiloOperation.Report, report.Write, cancellation);

    public Task EndDuplicateAsync(SiloAddress silo, GrainId grain, long activationId, CancellationToken cancellation) =>
        AskAsync(silo, SiloOperation.EndDuplicate, output => { output.WriteString(grain.ToString()); output.WriteVarUInt64((ulong)activationId); }, cancellation);

    public Task<ReadOnlyMemory<byte>> AskFiguresAsync(SiloAddress silo, CancellationToken cancellation) =>
        AskAsync(silo, SiloOperation.Figures, _ => { }, cancellation);

    /// <summary>Tells all other living silos something, for what it is worth: they would find out by themselves a little later.</summary>
    public async Task TellAllAsync(SiloOperation operation, IEnumerable<SiloAddress> silos, CancellationToken cancellation)
    {
        foreach (var silo in silos.Where(s => !s.Equals(runtime.Silo)))
        {
            try
            {
                await AskAsync(silo, operation, _ => { }, cancellation);
            }
            catch (Exception exception) when (exception is SiloUnavailableException or OperationCanceledException)
            {
                runtime.Logger.LogDebug(exception, "{Silo} was not told of {Operation}.", silo, operation);
            }
        }
    }

    /// <summary>Closes the connections to silos that are no longer in the cluster, which fails the calls under way to them.</summary>
    public void CloseAllBut(Func<SiloAddress, bool> alive)
    {
        foreach (var (silo, link) in _links)
        {
            if (alive(silo) || !_links.TryRemove(KeyValuePair.Create(silo, link)))
                continue;
            Established(link)?.Close();
        }
    }

    private async Task<ReadOnlyMemory<byte>> AskAsync(SiloAddress silo, SiloOperation operation, Action<IBufferWriter<byte>> write, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        return await (await GetAsync(silo).WaitAsync(cancellation)).AskAsync((byte)operation, body.WrittenSpan.ToArray(), cancellation);
    }

    private async Task<Connection> ConnectAsync(SiloAddress silo)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(runtime.Stopped);
        timeout.CancelAfter(ConnectTimeout);
        var (frames, _) = await Dialer.ConnectAsync(silo.Endpoint, new Hello(clusterId, runtime.Silo, silo), runtime.Calls.MaxMessageBytes, timeout.Token);
        var connection = new Connection(frames, silo.ToString(), runtime.Serializer, runtime.Dispatcher, runtime.Tracker, runtime.Time, runtime.Logger);
        _ = connection.RunAsync();
        return connection;
    }
}
