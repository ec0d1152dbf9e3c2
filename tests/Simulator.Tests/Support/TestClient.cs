using System.Buffers;
using Google.Protobuf;
using Wasilo.Simulator.Edges;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Tests;

/// <summary>A client after the handshake: nodes in, nodes out.</summary>
internal sealed class TestClient(RawClient raw, NoiseTransport transport) : IAsyncDisposable
{
    private readonly Queue<Node> _kept = new();

    /// <summary>Connects, shakes hands and presents itself.</summary>
    public static Task<TestClient> ConnectAsync(SimulatorServer server, TestDevice device, ClientPayload payload, Edge? edge = null) =>
        ConnectAsync(server, device, payload.ToByteArray(), static bytes => [bytes], edge);

    /// <param name="server">Where to.</param>
    /// <param name="device">Whose Noise key.</param>
    /// <param name="payload">What it says of itself.</param>
    /// <param name="cut">How what it sends is cut into WebSocket messages.</param>
    /// <param name="edge">The edge to connect to instead.</param>
    public static async Task<TestClient> ConnectAsync(
        SimulatorServer server, TestDevice device, byte[] payload, Func<byte[], IEnumerable<byte[]>> cut, Edge? edge = null)
    {
        var raw = await RawClient.ConnectAsync(server, edge);
        using var handshake = new NoiseClientHandshake(device.Noise, server.Root, SystemRandomSource.Instance);
        foreach (var part in cut(RawClient.Opening(handshake.WriteClientHello)))
            await raw.SendAsync(part);
        handshake.ReadServerHello((await raw.ReceiveAsync()).ShouldNotBeNull(), DateTimeOffset.UtcNow);
        var finish = new ArrayBufferWriter<byte>();
        var transport = handshake.WriteClientFinish(payload, finish);
        foreach (var part in cut(finish.WrittenSpan.ToArray()))
            await raw.SendAsync(part);
        return new TestClient(raw, transport);
    }

    public Task SendAsync(Node node)
    {
        var plaintext = new ArrayBufferWriter<byte>();
        NodeWriter.Write(node, plaintext);
        return SendAsync(plaintext.WrittenMemory);
    }

    /// <summary>Encrypts and sends what needn't be a node.</summary>
    public Task SendAsync(ReadOnlyMemory<byte> plaintext)
    {
        var frame = new ArrayBufferWriter<byte>();
        transport.WriteFrame(plaintext.Span, frame);
        return raw.SendAsync(frame.WrittenMemory);
    }

    /// <summary>Sends bytes as they are.</summary>
    public Task SendRawAsync(ReadOnlyMemory<byte> bytes) => raw.SendAsync(bytes);

    /// <summary>The next node; null if the server has ended the connection.</summary>
    public async Task<Node?> ReceiveAsync()
    {
        if (_kept.TryDequeue(out var kept))
            return kept;
        if (await raw.ReceiveAsync() is not { } payload)
            return null;
        var plaintext = new byte[NoiseTransport.PlaintextLength(payload.Length)];
        transport.Decrypt(payload, plaintext);
        return NodeReader.Read(plaintext);
    }

    /// <summary>The next node of a kind; others before it are passed over.</summary>
    public async Task<Node> NextAsync(string tag)
    {
        while (true)
        {
            var node = (await ReceiveAsync()).ShouldNotBeNull($"the server ended the connection before <{tag}>");
            if (node.Tag == tag)
                return node;
        }
    }

    /// <summary>The answer to a query; what comes before it is kept for <see cref="ReceiveAsync"/>.</summary>
    public async Task<Node> AnswerAsync(string id)
    {
        var others = new List<Node>();
        while (true)
        {
            var node = (await ReceiveAsync()).ShouldNotBeNull($"the server ended the connection before the answer to {id}");
            if (node.Tag == "iq" && node["id"] == id)
            {
                others.ForEach(_kept.Enqueue);
                return node;
            }

            others.Add(node);
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    public async Task<Node> AskAsync(string type, string xmlns, params Node[] content)
    {
        var id = Guid.NewGuid().ToString("N");
        await SendAsync(new Node("iq", [("to", Jid.WhatsApp), ("id", id), ("type", type), ("xmlns", xmlns)], NodeContent.Of(content)));
        while (true)
        {
            var answer = await NextAsync("iq");
            if (answer["id"] == id)
                return answer;
        }
    }

    /// <summary>Closes in good order.</summary>
    public Task CloseAsync() => raw.CloseAsync();

    public Task<bool> IsEndedAsync() => raw.IsEndedAsync();

    public async ValueTask DisposeAsync()
    {
        transport.Dispose();
        await raw.DisposeAsync();
    }
}
