using System.Buffers;
using System.Net.WebSockets;
using Wasilo.Simulator.Edges;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.Simulator.Tests;

/// <summary>A WebSocket to the simulator, and frames over it: a client that does only what a test tells it to.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly FrameReader _frames = new();
    private readonly Queue<byte[]> _received = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Connects, by TLS if the server has it, and then trusts nothing but its certificate.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="edge">The edge to connect to instead.</param>
    public static async Task<RawClient> ConnectAsync(SimulatorServer server, Edge? edge = null)
    {
        var client = new RawClient();
        if (edge is null && server is { SecureChatUrl: { } secure, TlsCertificate: { } trusted })
        {
            client._socket.Options.RemoteCertificateValidationCallback =
                (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(trusted.RawData);
            await client._socket.ConnectAsync(secure, CancellationToken.None);
        }
        else
        {
            await client._socket.ConnectAsync(edge?.ChatUrl ?? server.ChatUrl, CancellationToken.None);
        }

        return client;
    }

    /// <summary>Closes in good order.</summary>
    public Task CloseAsync() => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

    public Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).AsTask();

    /// <summary>The next frame's payload; null if the server has closed or cut the connection.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_received.Count == 0)
        {
            try
            {
                var read = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                    return null;
                Take(_buffer.AsSpan(0, read.Count));
            }
            catch (WebSocketException)
            {
                return null;
            }
        }

        return _received.Dequeue();
    }

    /// <summary>Whether the server ends the connection, whatever it says before.</summary>
    public async Task<bool> IsEndedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return true;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        _frames.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The intro and a frame, as the first thing that a client sends.</summary>
    public static byte[] Opening(Action<IBufferWriter<byte>> frame, byte[]? routingInfo = null)
    {
        var opening = new ArrayBufferWriter<byte>();
        Intro.Write(opening, routingInfo);
        frame(opening);
        return opening.WrittenSpan.ToArray();
    }

    private void Take(ReadOnlySpan<byte> input)
    {
        while (_frames.TryRead(ref input, out var payload))
            _received.Enqueue(payload.ToArray());
    }
}
