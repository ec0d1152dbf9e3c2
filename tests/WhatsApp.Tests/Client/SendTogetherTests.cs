using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

/// <summary>Stanzas that leave in one write.</summary>
public sealed class SendTogetherTests : IAsyncLifetime
{
    private static readonly byte[] ToServer = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] ToClient = [.. Enumerable.Repeat((byte)2, 32)];

    private readonly MemoryTransport _transport = new(byteByByte: false);
    private readonly NoiseTransport _server = new(ToClient, ToServer);
    private readonly FrameReader _frames = new();
    private readonly Connection _connection;

    public SendTogetherTests() => _connection = new Connection(_transport, new NoiseTransport(ToServer, ToClient));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        _frames.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task What_is_sent_together_leaves_in_one_write_and_in_order()
    {
        Task[] sent = [];
        await _connection.SendTogetherAsync(() => sent = [SendAsync("a"), SendAsync("b"), SendAsync("c")], default);
        await Task.WhenAll(sent);
        await SendAsync("d");

        Writes().ShouldBe(["a b c", "d"]);
    }

    [Fact]
    public async Task Nothing_is_written_if_nothing_was_sent()
    {
        await _connection.SendTogetherAsync(() => { }, default);
        Writes().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_sent_before_a_failure_leaves_with_the_next_stanza()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _connection.SendTogetherAsync(
            () =>
            {
                _ = SendAsync("a");
                throw new InvalidOperationException();
            },
            default));
        await SendAsync("b");

        Writes().ShouldBe(["a b"]);
    }

    [Fact]
    public async Task A_lost_connection_is_noticed_when_they_are_written()
    {
        _transport.Cut();
        await Should.ThrowAsync<IOException>(() => _connection.SendTogetherAsync(() => _ = SendAsync("a"), default));
    }

    private Task SendAsync(string tag) => _connection.SendAsync(new Node(tag), default);

    private List<string> Writes()
    {
        var writes = new List<string>();
        while (_transport.FromClient.TryRead(out byte[]? chunk))
        {
            ReadOnlySpan<byte> rest = chunk;
            var tags = new List<string>();
            while (_frames.TryRead(ref rest, out var payload))
            {
                byte[] plaintext = new byte[NoiseTransport.PlaintextLength(payload.Length)];
                tags.Add(NodeReader.Read(plaintext.AsSpan(0, _server.Decrypt(payload, plaintext))).Tag);
            }

            writes.Add(string.Join(' ', tags));
        }

        return writes;
    }
}
