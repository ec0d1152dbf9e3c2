using System.Buffers;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

/// <summary>A connection whose counters are near the mark at which another one should take over.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private const uint Mark = 1u << 31; // half of the counter

    private static readonly byte[] ToServer = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] ToClient = [.. Enumerable.Repeat((byte)2, 32)];

    private readonly ClientWorld _world = new();
    private readonly MemoryTransport _transport = new(byteByByte: false);
    private readonly FrameReader _frames = new();
    private readonly CancellationTokenSource _stop = new();

    public Task InitializeAsync() => _world.PairBeforehandAsync();

    public async Task DisposeAsync()
    {
        _frames.Dispose();
        _stop.Dispose();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData(Mark - 1, 0)]
    [InlineData(0, Mark - 1)]
    public async Task A_connection_past_half_of_its_counter_is_replaced_at_once_instead_of_its_next_ping(uint written, uint read)
    {
        using var server = new NoiseTransport(ToClient, ToServer, firstWrite: read, firstRead: written);
        using var run = await StartAsync(written, read);
        var running = run.RunAsync(_stop.Token);

        _world.Time.Advance(TimeSpan.FromSeconds(31));
        var ping = await ReceiveAsync(server);
        ping["xmlns"].ShouldBe("w:p");
        running.IsCompleted.ShouldBeFalse();
        await AnswerAsync(server, ping);
        _world.Time.Advance(TimeSpan.FromSeconds(31));

        var end = await running.WaitAsync(ScriptedServer.Deadline);
        end.Reason.ShouldBe(EndReason.Renewed);
        end.Action.ShouldBe(EndAction.ReconnectNow);
        _transport.IsClosed.ShouldBeTrue();
        _transport.FromClient.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_far_from_the_mark_goes_on()
    {
        using var server = new NoiseTransport(ToClient, ToServer);
        using var run = await StartAsync(0, 0);
        var running = run.RunAsync(_stop.Token);

        for (int i = 0; i < 3; i++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(31));
            await AnswerAsync(server, await ReceiveAsync(server));
        }

        await _stop.CancelAsync();
        (await running.WaitAsync(ScriptedServer.Deadline)).Reason.ShouldBe(EndReason.Stopped);
    }

    [Fact]
    public async Task A_request_that_is_under_way_gets_its_answer_first()
    {
        using var server = new NoiseTransport(ToClient, ToServer, firstRead: Mark);
        using var run = await StartAsync(Mark, 0);
        var running = run.RunAsync(_stop.Token);
        var request = run.RequestAsync("get", "test", default);
        var asked = await ReceiveAsync(server);

        _world.Time.Advance(TimeSpan.FromSeconds(31));
        (await ReceiveAsync(server))["xmlns"].ShouldBe("w:p");
        await AnswerAsync(server, asked);
        (await request.WaitAsync(ScriptedServer.Deadline))["id"].ShouldBe(asked["id"]);
        running.IsCompleted.ShouldBeFalse();
        _world.Time.Advance(TimeSpan.FromSeconds(31));

        (await running.WaitAsync(ScriptedServer.Deadline)).Reason.ShouldBe(EndReason.Renewed);
    }

    private async Task<ConnectionRun> StartAsync(uint written, uint read)
    {
        var events = new EventStream();
        var keeper = new CredentialKeeper(_world.Store, _world.Store.TakeOver());
        await keeper.LoadAsync(_world.Random, _world.Time.GetUtcNow(), default);
        var parts = new ClientParts(
            new ClientOptions(), keeper, events, new StateHolder(events), _world.Time, TimerWheel.Of(_world.Time), _world.Random);
        return new ConnectionRun(parts, new Connection(_transport, new NoiseTransport(ToServer, ToClient, written, read)));
    }

    private async Task<Node> ReceiveAsync(NoiseTransport server)
    {
        byte[] chunk = await _transport.FromClient.ReadAsync().AsTask().WaitAsync(ScriptedServer.Deadline);
        ReadOnlySpan<byte> rest = chunk;
        _frames.TryRead(ref rest, out var payload).ShouldBeTrue();
        byte[] plaintext = new byte[NoiseTransport.PlaintextLength(payload.Length)];
        return NodeReader.Read(plaintext.AsSpan(0, server.Decrypt(payload, plaintext)));
    }

    /// <summary>Answers, and waits until the client has read it: it answers a ping that comes after.</summary>
    private async Task AnswerAsync(NoiseTransport server, Node request)
    {
        Send(server, new Node("iq", [("from", Jid.WhatsApp), ("type", "result"), ("id", request["id"])]));
        Send(server, new Node("iq", [("from", Jid.WhatsApp), ("type", "get"), ("xmlns", "urn:xmpp:ping"), ("id", "behind")]));
        (await ReceiveAsync(server))["id"].ShouldBe("behind");
    }

    private void Send(NoiseTransport server, Node node)
    {
        var plaintext = new ArrayBufferWriter<byte>();
        NodeWriter.Write(node, plaintext);
        var frame = new ArrayBufferWriter<byte>();
        server.WriteFrame(plaintext.WrittenSpan, frame);
        _transport.SendToClient(frame.WrittenSpan.ToArray());
    }
}
