using System.Buffers;
using System.Net.WebSockets;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.Simulator.Connections;

/// <summary>Bytes to frames to nodes: the intro first, then the handshake's two frames, then encrypted ones.</summary>
internal sealed partial class Connection
{
    // Both are let go of once they have done their part: thousands of idle connections share what is left.
    private IntroReader? _intro = new();
    private NoiseServerHandshake? _handshake;
    private FrameReader _frames = new(ConnectionLimits.HandshakeFrame);
    private volatile bool _handshakeDone;
    private Conversation? _conversation;

    private async Task ReadAsync()
    {
        while (true)
        {
            // Without room for a byte it only waits until there is something to read: an idle connection holds no buffer.
            var arrival = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (arrival.MessageType == WebSocketMessageType.Close)
                return;
            if (!arrival.EndOfMessage && !await TakeArrivedAsync())
                return;
        }
    }

    // False when the client has closed.
    private async Task<bool> TakeArrivedAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ConnectionLimits.ReadBuffer);
        try
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                return false;
            Interlocked.Exchange(ref _silentSince, server.Time.GetTimestamp());
            Take(buffer.AsSpan(0, read.Count));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Message borders mean nothing: a WebSocket message may hold many frames or a part of one.
    private void Take(ReadOnlySpan<byte> input)
    {
        if (_intro is not null)
        {
            if (!_intro.TryRead(ref input))
                return;
            server.Routing.Count(_intro.RoutingInfo);
            _intro = null;
        }

        while (_frames.TryRead(ref input, out var payload))
        {
            if (_handshakeDone)
                TakeEncrypted(payload);
            else if (_handshake is not null)
                TakeClientFinish(_handshake, payload);
            else
                TakeClientHello(payload);
        }
    }

    private void TakeClientHello(ReadOnlySpan<byte> payload)
    {
        _handshake = new NoiseServerHandshake(server.Identity.Key, server.Identity.CertificateChain, server.Random);
        _handshake.ReadClientHello(payload);
        var hello = new ArrayBufferWriter<byte>();
        _handshake.WriteServerHello(hello);
        SendFrame(hello.WrittenSpan.ToArray());
    }

    private void TakeClientFinish(NoiseServerHandshake handshake, ReadOnlySpan<byte> payload)
    {
        var client = handshake.ReadClientFinish(payload);
        _transport = client.Transport;
        server.Statistics.Count(Counted.Handshakes);
        _conversation = server.Admit(this, client);
        _frames.Dispose();
        _frames = new FrameReader(ConnectionLimits.Frame);
        handshake.Dispose();
        _handshake = null;
        _handshakeDone = true;
        _conversation.Begin();
    }

    private void TakeEncrypted(ReadOnlySpan<byte> payload)
    {
        var plaintext = ArrayPool<byte>.Shared.Rent(NoiseTransport.PlaintextLength(payload.Length));
        try
        {
            var length = _transport!.Decrypt(payload, plaintext);
            var node = NodeReader.Read(plaintext.AsSpan(0, length));
            if (!node.IsStreamEnd)
                _conversation!.Take(node);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plaintext);
        }
    }

    private void ReleaseReader()
    {
        _frames.Dispose();
        _handshake?.Dispose();
        _transport?.Dispose();
    }
}
