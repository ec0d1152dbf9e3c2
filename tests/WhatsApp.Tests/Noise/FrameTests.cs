using System.Buffers;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Noise;

public class FrameTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Frames_come_out_as_they_went_in_however_the_stream_is_cut(int seed)
    {
        var dice = new Dice((ulong)seed);
        var frames = Enumerable.Range(0, 1 + dice.Below(20)).Select(_ => dice.Bytes(Length(dice))).ToList();
        var stream = new ArrayBufferWriter<byte>();
        foreach (byte[] frame in frames)
            FrameCodec.Write(frame, stream);

        int largestChunk = 1 + dice.Below(seed % 4 == 0 ? 3 : 5_000);
        ReadAll(stream.WrittenSpan, () => 1 + dice.Below(largestChunk)).ShouldBe(frames);
    }

    [Fact]
    public void A_stream_in_single_bytes_and_in_one_piece_gives_the_same_frames()
    {
        List<byte[]> frames = [[], [1], [2, 3], new byte[255], new byte[256], new byte[65_536]];
        var stream = new ArrayBufferWriter<byte>();
        foreach (byte[] frame in frames)
            FrameCodec.Write(frame, stream);

        ReadAll(stream.WrittenSpan, () => 1).ShouldBe(frames);
        ReadAll(stream.WrittenSpan, () => int.MaxValue).ShouldBe(frames);
    }

    [Fact]
    public void The_length_is_three_bytes_big_endian()
    {
        var output = new ArrayBufferWriter<byte>();
        FrameCodec.Write(new byte[0x012345], output);
        output.WrittenSpan[..3].ToArray().ShouldBe([0x01, 0x23, 0x45]);
    }

    [Fact]
    public void A_payload_that_three_bytes_cannot_count_is_refused()
    {
        var output = new ArrayBufferWriter<byte>();
        Should.Throw<FrameTooLargeException>(() => FrameCodec.Write(new byte[1 << 24], output)).Limit.ShouldBe(FrameCodec.MaxLength);
        output.WrittenCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_header_over_the_limit_is_refused_before_its_payload_arrives(int chunk)
    {
        byte[] atLimit = [0, 4, 0, .. new byte[1024]], over = [0, 4, 1];
        ReadAll(atLimit, () => chunk, limit: 1024).Single().Length.ShouldBe(1024);

        var error = Should.Throw<FrameTooLargeException>(() => ReadAll(over, () => chunk, limit: 1024));
        (error.Length, error.Limit).ShouldBe((1025, 1024));
    }

    [Fact]
    public void Memory_follows_what_arrives_and_not_what_a_header_announces()
    {
        using var reader = new FrameReader(FrameCodec.MaxLength);
        ReadOnlySpan<byte> announced = [0xFF, 0xFF, 0xFF, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.TryRead(ref announced, out _).ShouldBeFalse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000); // 16 MiB were announced
    }

    [Fact]
    public void A_frame_that_lies_whole_in_a_chunk_is_not_copied()
    {
        byte[] chunk = [0, 0, 2, 7, 8, 0, 0, 1, 9];
        ReadOnlySpan<byte> input = chunk;
        using var reader = new FrameReader();
        reader.TryRead(ref input, out var first).ShouldBeTrue();
        reader.TryRead(ref input, out var second).ShouldBeTrue();

        chunk.AsSpan().Overlaps(first, out int firstAt).ShouldBeTrue();
        chunk.AsSpan().Overlaps(second, out int secondAt).ShouldBeTrue();
        (firstAt, secondAt).ShouldBe((3, 8));
    }

    private static int Length(Dice dice) => dice.Below(10) switch
    {
        0 => 0,
        1 => 1,
        2 => dice.Below(100_000),
        _ => dice.Below(600),
    };

    private static List<byte[]> ReadAll(ReadOnlySpan<byte> stream, Func<int> nextChunk, int limit = FrameReader.DefaultLimit)
    {
        List<byte[]> frames = [];
        using var reader = new FrameReader(limit);
        while (!stream.IsEmpty)
        {
            var chunk = stream[..Math.Min(nextChunk(), stream.Length)];
            stream = stream[chunk.Length..];
            while (reader.TryRead(ref chunk, out var payload))
                frames.Add(payload.ToArray());
            chunk.IsEmpty.ShouldBeTrue();
        }

        return frames;
    }

    private sealed class Dice(ulong seed)
    {
        private readonly SeededRandomSource _random = new(seed);

        internal int Below(int bound) => (int)(BitConverter.ToUInt32(Bytes(sizeof(uint))) % (uint)bound);

        internal byte[] Bytes(int length)
        {
            byte[] bytes = new byte[length];
            _random.Fill(bytes);
            return bytes;
        }
    }
}
