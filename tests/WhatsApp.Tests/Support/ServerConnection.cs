using System.Buffers;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>The server's end of a connection.</summary>
internal sealed class ServerConnection
{
    private readonly MemoryTransport _transport;
    private readonly FrameReader _frames = new();
    private readonly IntroReader _intro = new();
    private readonly Queue<byte[]> _payloads = new();
    private NoiseTransport? _noise;

    private ServerConnection(MemoryTransport transport) => _transport = transport;

    internal ClientPayload Payload { get; private set; } = new();

    internal PublicKey NoiseKey { get; private set; }

    internal byte[] RoutingInfo => _intro.RoutingInfo;

    internal bool IsClosedByClient => _transport.IsClosed;

    internal static async Task<ServerConnection> ShakeHandsAsync(
        MemoryTransport transport, KeyPair key, byte[] chain, IRandomSource random)
    {
        var connection = new ServerConnection(transport);
        using var handshake = new NoiseServerHandshake(key, chain, random);
        handshake.ReadClientHello(await connection.ReadFrameAsync() ?? throw new InvalidOperationException("No hello."));
        var hello = new ArrayBufferWriter<byte>();
        handshake.WriteServerHello(hello);
        transport.SendToClient(hello.WrittenSpan.ToArray());
        var accepted = handshake.ReadClientFinish(await connection.ReadFrameAsync() ?? throw new InvalidOperationException("No finish."));
        connection._noise = accepted.Transport;
        connection.NoiseKey = accepted.NoiseKey;
        connection.Payload = ClientPayload.Parser.ParseFrom(accepted.Payload);
        return connection;
    }

    /// <summary>The client's next stanza; null once it has closed.</summary>
    internal async Task<Node?> ReceiveOrEndAsync()
    {
        if (await ReadFrameAsync() is not { } payload)
            return null;
        byte[] plaintext = new byte[NoiseTransport.PlaintextLength(payload.Length)];
        int length = _noise!.Decrypt(payload, plaintext);
        return NodeReader.Read(plaintext.AsSpan(0, length));
    }

    internal async Task<Node> ReceiveAsync() => await ReceiveOrEndAsync() ?? throw new InvalidOperationException("The client closed.");

    /// <summary>The client's next stanza, which must be a request with this in it.</summary>
    internal async Task<Node> ExpectAsync(string type, string xmlns, string? child = null)
    {
        var request = await ReceiveAsync();
        request.Tag.ShouldBe("iq", request.ToString());
        request["type"].ShouldBe(type, request.ToString());
        request["xmlns"].ShouldBe(xmlns, request.ToString());
        if (child is not null)
            request.Child(child).ShouldNotBeNull(request.ToString());
        return request;
    }

    internal void Send(Node node)
    {
        var plaintext = new ArrayBufferWriter<byte>();
        NodeWriter.Write(node, plaintext);
        SendPlaintext(plaintext.WrittenSpan);
    }

    internal void SendPlaintext(ReadOnlySpan<byte> plaintext)
    {
        var frame = new ArrayBufferWriter<byte>();
        _noise!.WriteFrame(plaintext, frame);
        _transport.SendToClient(frame.WrittenSpan.ToArray());
    }

    internal void SendRaw(byte[] bytes) => _transport.SendToClient(bytes);

    internal void Answer(Node request, NodeContent content = default) =>
        Send(new Node("iq", [("from", Jid.WhatsApp), ("type", "result"), ("id", request["id"])], content));

    internal void Refuse(Node request, int code, string text) => Send(new Node(
        "iq",
        [("from", Jid.WhatsApp), ("type", "error"), ("id", request["id"])],
        [new Node("error", [("code", code), ("text", text)])]));

    internal void Cut() => _transport.Cut();

    private async Task<byte[]?> ReadFrameAsync()
    {
        byte[]? payload;
        while (!_payloads.TryDequeue(out payload))
        {
            if (!await _transport.FromClient.WaitToReadAsync().AsTask().WaitAsync(ScriptedServer.Deadline))
                return null;
            if (_transport.FromClient.TryRead(out byte[]? chunk))
                TakeFrames(chunk);
        }

        return payload;
    }

    private void TakeFrames(ReadOnlySpan<byte> chunk)
    {
        if (!_intro.TryRead(ref chunk))
            return;
        while (_frames.TryRead(ref chunk, out var payload))
            _payloads.Enqueue(payload.ToArray());
    }
}
