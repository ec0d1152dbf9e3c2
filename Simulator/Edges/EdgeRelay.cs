using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Wasilo.Simulator.Connections;

namespace Wasilo.Simulator.Edges;

/// <summary>In an edge: for each client's WebSocket one to the simulator, and everything carried both ways, the end included.</summary>
/// <param name="link">The socket on which the simulator waits.</param>
/// <param name="patience">How long a side may take nothing of what it is sent.</param>
/// <param name="stopping">The edge stops.</param>
internal sealed class EdgeRelay(string link, TimeSpan patience, CancellationToken stopping) : IDisposable
{
    // The name means nothing: whatever it is, the connection goes through the link.
    private static readonly Uri Simulator = new($"ws://simulator{ChatEndpoint.Path}");

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
        ConnectCallback = (_, cancellation) => ConnectAsync(link, cancellation),
    });

    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        using var simulator = new ClientWebSocket();
        simulator.Options.HttpVersion = HttpVersion.Version20;
        simulator.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        simulator.Options.KeepAliveInterval = TimeSpan.Zero;
        try
        {
            await simulator.ConnectAsync(Simulator, _invoker, context.RequestAborted);
        }
        catch (WebSocketException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable; // it has as many as it takes
            return;
        }

        using var client = await context.WebSockets.AcceptWebSocketAsync();
        await Task.WhenAll(CarryAsync(client, simulator), CarryAsync(simulator, client));
    }

    public void Dispose() => _invoker.Dispose();

    private async Task CarryAsync(WebSocket from, WebSocket to)
    {
        try
        {
            while (await CarryNextAsync(from, to))
            {
            }

            if (to.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await to.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // One side is gone without a word, and so is the other now.
            from.Abort();
            to.Abort();
        }
    }

    // False when that side has closed. What isn't read yet stays where it is: its sender waits.
    private async ValueTask<bool> CarryNextAsync(WebSocket from, WebSocket to)
    {
        // Without room for a byte it only waits until there is something: an idle connection holds no buffer.
        var arrival = await from.ReceiveAsync(Memory<byte>.Empty, stopping);
        if (arrival.MessageType == WebSocketMessageType.Close)
            return false;
        if (arrival.EndOfMessage)
            return true; // an empty message, which says nothing
        var buffer = ArrayPool<byte>.Shared.Rent(ConnectionLimits.ReadBuffer);
        try
        {
            var read = await from.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                return false;
            await SendAsync(to, buffer.AsMemory(0, read.Count), read);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Who waits for one side to take something doesn't see that the other has ended. This is how it comes to an end all the same.
    private async ValueTask SendAsync(WebSocket to, ReadOnlyMemory<byte> bytes, ValueWebSocketReceiveResult kind)
    {
        var sending = to.SendAsync(bytes, kind.MessageType, kind.EndOfMessage, CancellationToken.None);
        if (sending.IsCompleted)
            await sending;
        else
            await sending.AsTask().WaitAsync(patience);
    }

    private static async ValueTask<Stream> ConnectAsync(string link, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(link), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
