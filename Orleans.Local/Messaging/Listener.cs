using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orleans.Local.Activations;
using Orleans.Runtime;

namespace Orleans.Local.Messaging;

/// <summary>Takes connections at one of a silo's two endpoints: from silos, or from clients.</summary>
internal sealed class Listener(SiloRuntime runtime, string clusterId, IPEndPoint endpoint, string setting, bool forClients)
{
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(5);

    // Plenty for the clients and silos of one cluster; a flood of half-open connections stops here.
    private const int MaxConnections = 4096;

    private readonly HashSet<Connection> _connections = [];
    private readonly Socket _socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    private readonly IConnectionOwner _owner = forClients ? new ClientDoor(runtime.Dispatcher) : runtime.Dispatcher;
    private int _greeting;

    public IReadOnlyList<Connection> Connections
    {
        get
        {
            lock (_connections)
                return [.. _connections];
        }
    }

    /// <exception cref="OrleansConfigurationException">The port is taken, or the address isn't this machine's.</exception>
    public void Open()
    {
        try
        {
            // A silo that restarts at once must get its port although old connections linger in TIME_WAIT.
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _socket.Bind(endpoint);
            _socket.Listen(512);
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new OrleansConfigurationException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"The port of {endpoint} is taken by another process ({setting}). Stop it or choose another port."
                    : $"Can't listen at {endpoint} ({setting}): {exception.Message}.",
                exception);
        }

        _ = AcceptAsync();
    }

    public void Close()
    {
        _socket.Dispose();
        foreach (var connection in Connections)
            connection.Close();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _socket.AcceptAsync();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted or SocketError.InvalidArgument })
            {
                return;
            }
            catch (SocketException exception)
            {
                runtime.Logger.LogWarning(exception, "A connection to {Endpoint} could not be accepted.", endpoint);
                continue;
            }

            if (Interlocked.Increment(ref _greeting) + Connections.Count > MaxConnections)
            {
                Interlocked.Decrement(ref _greeting);
                socket.Dispose();
                continue;
            }

            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var frames = new FrameStream(socket, runtime.Calls.MaxMessageBytes);
        Connection? connection = null;
        try
        {
            try
            {
                using var timeout = new CancellationTokenSource(HelloTimeout, runtime.Time);
                var hello = Hello.Read(await frames.ReadAsync(timeout.Token) ?? throw new InvalidDataException("Closed without a word."));
                var refusal = Refusal(hello);
                await frames.SendNowAsync(new Welcome(refusal, refusal is null && forClients ? [.. runtime.Types.Manifest] : []).Write, timeout.Token);
                if (refusal is not null)
                    throw new InvalidDataException(refusal);
                connection = new Connection(frames, hello.Silo?.ToString() ?? $"client {frames.Remote}", runtime.Serializer, _owner, runtime.Tracker, runtime.Time, runtime.Logger);
                lock (_connections)
                    _connections.Add(connection);
            }
            finally
            {
                Interlocked.Decrement(ref _greeting);
            }

            await connection.RunAsync();
        }
        catch (Exception exception)
        {
            runtime.Logger.LogDebug(exception, "A connection to {Endpoint} ended before it began.", endpoint);
            await frames.DisposeAsync();
        }
        finally
        {
            if (connection is not null)
            {
                lock (_connections)
                    _connections.Remove(connection);
            }
        }
    }

    private string? Refusal(Hello hello)
    {
        if (hello.ClusterId != clusterId)
            return $"This silo belongs to the cluster '{clusterId}', not to '{hello.ClusterId}' (ClusterOptions.ClusterId).";
        if (hello.Expected is { } expected && !expected.Equals(runtime.Silo))
            return $"{expected} is not here any more: this is {runtime.Silo}.";
        if (forClients == hello.Silo is not null)
            return forClients ? "This is the port for clients." : "This is the port for silos.";
        return null;
    }
}
