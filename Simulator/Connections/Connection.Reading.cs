using System.Buffers;
using System.Net.WebSockets;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.Simulator.Connections;

/// <summary>Bytes to frames to nodes: the intro first, then the handshake's two frames, then encrypted ones.</summary>
internal sealed partial class Connection
{
    private readonly IntroReader _intro = new();
    private readonly NoiseServerHandshake _handshake = new(server.Identity.Key, server.Identity.CertificateChain, server.Random);
    private FrameReader _frames = new(ConnectionLimits.HandshakeFrame);
    private bool _introRead;
    private bool _helloRead;
    private volatile bool _handshakeDone;
    private Conversation? _conversation;

    private async Task ReadAsync()
    {
        var buffer = new byte[ConnectionLimits.ReadBuffer];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
                return;
            Interlocked.Exchange(ref _silentSince, server.Time.GetTimestamp());
            Take(buffer.AsSpan(0, read.Count));
        }
    }

    // Message borders mean nothing: a WebSocket message may hold many frames or a part of one.
    private void Take(ReadOnlySpan<byte> input)
    {
        if (!_introRead)
        {
            if (!_intro.TryRead(ref input))
                return;
            _introRead = true;
        }

        while (_frames.TryRead(ref input, out var payload))
        {
            if (_handshakeDone)
                TakeEncrypted(payload);
            else if (_helloRead)
                TakeClientFinish(payload);
            else
                TakeClientHello(payload);
        }
    }

    private void TakeClientHello(ReadOnlySpan<byte> payload)
    {
        _handshake.ReadClientHello(payload);
        var hello = new ArrayBufferWriter<byte>();
        _handshake.WriteServerHello(hello);
        SendFrame(hello.WrittenSpan.ToArray());
        _helloRead = true;
    }

    private void TakeClientFinish(ReadOnlySpan<byte> payload)
    {
        var client = _handshake.ReadClientFinish(payload);
        _transport = client.Transport;
        server.Statistics.Count(Counted.Handshakes);
        _conversation = server.Admit(this, client);
        _frames.Dispose();
        _frames = new FrameReader(ConnectionLimits.Frame);
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
        _handshake.Dispose();
        _transport?.Dispose();
    }
}
