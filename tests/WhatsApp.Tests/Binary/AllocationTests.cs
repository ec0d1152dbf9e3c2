using System.Buffers;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class AllocationTests
{
    [Fact]
    public void Reading_allocates_what_it_returns_and_nothing_else()
    {
        var frame = Wire.Encode(Messages.Incoming);
        var node = NodeReader.Read(frame);
        Measure(() => node = NodeReader.Read(frame)).ShouldBe(SizeOf(node));
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 12);
        NodeWriter.Write(Messages.Incoming, buffer);
        buffer.ResetWrittenCount();
        Measure(() => NodeWriter.Write(Messages.Incoming, buffer)).ShouldBe(0);
    }

    private static long Measure(Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Objects of a 64-bit runtime: a header and a type of 8 bytes each, an array's length of 8, everything rounded up to 8.
    private static long SizeOf(Node node)
    {
        var size = 40 + SizeOfText(node.Tag) + SizeOfContent(node.Content);
        if (node.Attributes.Count > 0)
            size += 24 + 16 * node.Attributes.Count;
        foreach (var attribute in node.Attributes)
            size += SizeOfText(attribute.Key) + SizeOfValue(attribute.Value!);
        return size;
    }

    private static long SizeOfContent(NodeContent content) => content.Value switch
    {
        null => 0,
        byte[] bytes => RoundUp(24 + bytes.Length),
        Node[] children => 24 + 8 * children.Length + children.Sum(SizeOf),
        var value => SizeOfValue(value),
    };

    private static long SizeOfValue(object value) => value is Jid jid ? 40 + SizeOfText(jid.User) : SizeOfText((string)value);

    // Tokens and literals are there once for all.
    private static long SizeOfText(string text) => ReferenceEquals(string.IsInterned(text), text) ? 0 : RoundUp(22 + 2 * text.Length);

    private static long RoundUp(int size) => (size + 7) & ~7;
}
