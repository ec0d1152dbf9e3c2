using System.Buffers;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.WhatsApp.Tests.Noise;

public sealed class NoiseTransportTests : IDisposable
{
    private static readonly byte[] KeyA = [.. Enumerable.Repeat((byte)0xA, 32)];
    private static readonly byte[] KeyB = [.. Enumerable.Repeat((byte)0xB, 32)];

    private readonly NoiseTransport _client = new(KeyA, KeyB);
    private readonly NoiseTransport _server = new(KeyB, KeyA);

    [Fact]
    public void Frames_of_every_length_arrive_in_order()
    {
        for (int length = 0; length < 300; length++)
        {
            byte[] plaintext = [.. Enumerable.Repeat((byte)length, length)];
            Decrypt(_server, Frame(_client, plaintext)).ShouldBe(plaintext);
        }
    }

    [Fact]
    public void The_same_plaintext_is_never_the_same_frame() => Frame(_client, [1, 2, 3]).ShouldNotBe(Frame(_client, [1, 2, 3]));

    [Fact]
    public void Directions_have_keys_and_counters_of_their_own()
    {
        Frame(_client, [1]).ShouldNotBe(Frame(_server, [1]));
        byte[] second = Frame(_client, [2]);
        Decrypt(_client, Frame(new NoiseTransport(KeyB, KeyA, firstWrite: 0), [7])).ShouldBe([7]);
        Decrypt(new NoiseTransport(KeyB, KeyA, firstRead: 1), second).ShouldBe([2]);
    }

    [Fact]
    public void A_repeated_frame_is_refused()
    {
        byte[] frame = Frame(_client, [1]);
        Decrypt(_server, frame);
        Should.Throw<FrameDecryptionException>(() => Decrypt(_server, frame)).Counter.ShouldBe(1u);
    }

    [Fact]
    public void A_frame_after_a_lost_one_is_refused()
    {
        Frame(_client, [1]);
        Should.Throw<FrameDecryptionException>(() => Decrypt(_server, Frame(_client, [2]))).Counter.ShouldBe(0u);
    }

    [Fact]
    public void A_change_to_any_bit_is_refused()
    {
        byte[] frame = Frame(_client, [1, 2, 3, 4, 5]);
        for (int bit = 0; bit < 8 * frame.Length; bit++)
        {
            byte[] changed = [.. frame];
            changed[bit >> 3] ^= (byte)(1 << (bit & 7));
            using var server = new NoiseTransport(KeyB, KeyA);
            Should.Throw<FrameDecryptionException>(() => Decrypt(server, changed));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    public void A_frame_shorter_than_its_tag_is_refused(int length) =>
        Should.Throw<FrameDecryptionException>(() => Decrypt(_server, new byte[length]));

    [Fact]
    public void Nothing_is_read_after_a_refused_frame()
    {
        byte[] good = Frame(_client, [1]);
        Should.Throw<FrameDecryptionException>(() => Decrypt(_server, new byte[20]));
        Should.Throw<InvalidOperationException>(() => Decrypt(_server, good));
    }

    [Fact]
    public void The_last_nonce_is_used_and_never_a_second_time()
    {
        using var writer = new NoiseTransport(KeyA, KeyB, firstWrite: uint.MaxValue);
        using var reader = new NoiseTransport(KeyB, KeyA, firstRead: uint.MaxValue);
        Decrypt(reader, Frame(writer, [1])).ShouldBe([1]);

        var output = new ArrayBufferWriter<byte>();
        Should.Throw<NonceExhaustedException>(() => writer.WriteFrame([2], output));
        output.WrittenCount.ShouldBe(0);
        Should.Throw<NonceExhaustedException>(() => Decrypt(reader, new byte[17]));
    }

    [Fact]
    public void A_channel_asks_to_be_renewed_at_half_of_its_nonces()
    {
        const uint half = 1u << 31;
        using var writer = new NoiseTransport(KeyA, KeyB, firstWrite: half - 1);
        writer.ShouldRenew.ShouldBeFalse();
        Frame(writer, []);
        writer.ShouldRenew.ShouldBeTrue();
        using var reader = new NoiseTransport(KeyA, KeyB, firstRead: half);
        reader.ShouldRenew.ShouldBeTrue();
    }

    [Fact]
    public void A_plaintext_that_fills_a_frame_fits_and_one_byte_more_does_not()
    {
        byte[] largest = new byte[FrameCodec.MaxLength - 16];
        Frame(_client, largest, limit: FrameCodec.MaxLength).Length.ShouldBe(FrameCodec.MaxLength);

        var output = new ArrayBufferWriter<byte>();
        var error = Should.Throw<FrameTooLargeException>(() => _client.WriteFrame(new byte[largest.Length + 1], output));
        error.Length.ShouldBe(FrameCodec.MaxLength + 1);
        output.WrittenCount.ShouldBe(0);
        using var server = new NoiseTransport(KeyB, KeyA, firstRead: 1);
        Decrypt(server, Frame(_client, [3])).ShouldBe([3], "the refused frame used no nonce");
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static byte[] Frame(NoiseTransport transport, byte[] plaintext, int limit = FrameReader.DefaultLimit)
    {
        var output = new ArrayBufferWriter<byte>();
        transport.WriteFrame(plaintext, output);
        var rest = output.WrittenSpan;
        using var reader = new FrameReader(limit);
        reader.TryRead(ref rest, out var payload).ShouldBeTrue();
        rest.IsEmpty.ShouldBeTrue();
        return payload.ToArray();
    }

    private static byte[] Decrypt(NoiseTransport transport, byte[] payload)
    {
        byte[] plaintext = new byte[NoiseTransport.PlaintextLength(payload.Length)];
        transport.Decrypt(payload, plaintext).ShouldBe(plaintext.Length);
        return plaintext;
    }
}
