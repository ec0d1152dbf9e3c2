using System.Buffers.Binary;
using System.IO.Compression;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class InflateTests
{
    [Fact]
    public void A_compressed_frame_reads_as_the_plain_one() =>
        NodeReader.Read(Wire.Compress(Wire.Encode(Messages.Incoming))).ShouldBe(Messages.Incoming);

    [Fact]
    public void A_long_compressed_frame_reads_as_the_plain_one()
    {
        var random = new Random(5);
        Node User(int index) => new("user", [("index", index), ("jid", new Jid($"{random.NextInt64(1L << 40)}", JidServer.Lid))]);
        var node = new Node("list", [], [.. Enumerable.Range(0, 5_000).Select(User)]);
        var frame = Wire.Encode(node);
        var compressed = Wire.Compress(frame);
        compressed.Length.ShouldBeLessThan(frame.Length);
        NodeReader.Read(compressed, out var trailing).ShouldBe(node);
        trailing.ShouldBe(0);
    }

    [Fact]
    public void A_body_may_inflate_to_16_MiB()
    {
        // One part in sixteen doesn't compress, so that the ratio is no matter.
        NodeReader.Read(Wire.Compress(Plain(Limits.InflatedBytes, random: 1 << 20))).Bytes.Length.ShouldBe(Limits.InflatedBytes - 8);
        Wire.FaultOf(Wire.Compress(Plain(Limits.InflatedBytes + 1, random: 1 << 20))).ShouldBe(BinaryNodeFault.InflatedTooLarge);
    }

    [Fact]
    public void A_body_may_inflate_to_200_times_its_length()
    {
        const int Inflated = 200_000;
        var frame = Wire.Compress(Plain(Inflated, random: 0));
        frame.Length.ShouldBeLessThan(Inflated / Limits.InflateRatio);
        // What follows the zlib stream counts as compressed too, which sets the ratio to the byte.
        byte[] Padded(int length) => [.. frame, .. new byte[1 + length - frame.Length]];
        NodeReader.Read(Padded(Inflated / Limits.InflateRatio)).Bytes.Length.ShouldBe(Inflated - 8);
        Wire.FaultOf(Padded(Inflated / Limits.InflateRatio - 1)).ShouldBe(BinaryNodeFault.InflateRatioTooHigh);
    }

    [Fact]
    public void A_body_may_inflate_to_64_KiB_whatever_the_ratio()
    {
        const int Free = Limits.InflateRatioFreeBytes;
        NodeReader.Read(Wire.Compress(Plain(Free, random: 0))).Bytes.Length.ShouldBe(Free - 8);
        Wire.FaultOf(Wire.Compress(Plain(Free + 1, random: 0))).ShouldBe(BinaryNodeFault.InflateRatioTooHigh);
    }

    [Fact]
    public void A_frame_of_510_KiB_that_inflates_to_512_MiB_is_refused_at_16_MiB()
    {
        var frame = Bomb(512);
        frame.Length.ShouldBeInRange(500 << 10, 530 << 10);
        Wire.FaultOf(frame).ShouldBe(BinaryNodeFault.InflatedTooLarge);

        // What the pool hands out was allocated once; the rest is what a refusal costs.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Wire.FaultOf(frame).ShouldBe(BinaryNodeFault.InflatedTooLarge);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L << 20);
    }

    [Fact]
    public void A_compressed_body_cut_anywhere_is_refused()
    {
        var frame = Wire.Compress(Wire.Encode(Messages.Incoming));
        // The last four bytes are the checksum.
        for (var length = 1; length < frame.Length - 4; length++)
            Wire.FaultOf(frame.AsSpan(0, length)).ShouldBeOneOf(BinaryNodeFault.Truncated, BinaryNodeFault.BadCompression);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        var frame = Wire.Compress(Wire.Encode(Messages.Incoming));
        frame[^1] ^= 1;
        Wire.FaultOf(frame).ShouldBe(BinaryNodeFault.BadCompression);
    }

    // A frame of one node whose body, without the flags, has that length.
    private static byte[] Plain(int length, int random)
    {
        var frame = new byte[1 + length];
        frame[1] = WireTag.List8;
        frame[2] = 2;
        frame[3] = 0x1e;
        frame[4] = WireTag.Binary32;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), length - 8);
        new Random(1).NextBytes(frame.AsSpan(9, random));
        return frame;
    }

    private static byte[] Bomb(int mebibytes)
    {
        using var output = new MemoryStream();
        output.WriteByte(2);
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < mebibytes; i++)
                zlib.Write(zeros);
        }

        return output.ToArray();
    }
}
