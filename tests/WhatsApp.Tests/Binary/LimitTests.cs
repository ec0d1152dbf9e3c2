using System.Buffers.Binary;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>Each limit at its value and one beyond, reading and, where a writer can get there, writing.</summary>
public sealed class LimitTests
{
    // <urn:xmpp:whatsapp:push> without attributes: the shortest node there is.
    private static readonly byte[] Leaf = [WireTag.List8, 1, 0x1e];

    [Fact]
    public void A_frame_may_have_16_MiB_less_one_byte()
    {
        NodeReader.Read(FrameOfBytes(Limits.FrameBytes)).Bytes.Length.ShouldBe(Limits.FrameBytes - 9);
        Wire.FaultOf(FrameOfBytes(Limits.FrameBytes + 1)).ShouldBe(BinaryNodeFault.FrameTooLarge);
    }

    [Fact]
    public void A_node_is_written_that_fits_a_frame_with_its_authentication_tag()
    {
        var longest = new byte[Limits.EncodedNodeBytes - 9];
        Wire.Encode(new Node("value", [], longest)).Length.ShouldBe(Limits.EncodedNodeBytes);
        Wire.FaultOfWriting(new Node("value", [], new byte[longest.Length + 1])).ShouldBe(BinaryNodeFault.FrameTooLarge);
        Wire.FaultOfWriting(new Node("value", [], [.. Enumerable.Repeat(new Node("value", [], longest), 2)]))
            .ShouldBe(BinaryNodeFault.FrameTooLarge);
    }

    [Fact]
    public void Nodes_may_be_nested_64_deep()
    {
        NodeReader.Read(Nested(Limits.Depth)).Tag.ShouldBe("urn:xmpp:whatsapp:push");
        Wire.FaultOf(Nested(Limits.Depth + 1)).ShouldBe(BinaryNodeFault.TooDeep);

        var node = Enumerable.Range(1, Limits.Depth - 1).Aggregate(new Node("x"), (inner, _) => new Node("x", [], inner));
        NodeReader.Read(Wire.Encode(node)).ShouldBe(node);
        Wire.FaultOfWriting(new Node("x", [], node)).ShouldBe(BinaryNodeFault.TooDeep);
    }

    [Fact]
    public void A_frame_may_have_200_000_nodes()
    {
        NodeReader.Read(FrameOfNodes(Limits.Nodes)).Children.Length.ShouldBe(4);
        Wire.FaultOf(FrameOfNodes(Limits.Nodes + 1)).ShouldBe(BinaryNodeFault.TooManyNodes);

        var leaf = new Node("x");
        var branch = new Node("x", [], [.. Enumerable.Repeat(leaf, 49_999)]);
        Node[] children = [branch, branch, branch, new("x", [], [.. Enumerable.Repeat(leaf, 49_998)])];
        NodeReader.Read(Wire.Encode(new Node("x", [], [.. children]))).Children.Length.ShouldBe(4);
        Wire.FaultOfWriting(new Node("x", [], [.. children, leaf])).ShouldBe(BinaryNodeFault.TooManyNodes);
    }

    [Fact]
    public void A_node_may_have_65_535_children()
    {
        var most = new Node("list", [], [.. Enumerable.Repeat(new Node("item"), Limits.Children)]);
        NodeReader.Read(Wire.Encode(most)).ShouldBe(most);
        Wire.FaultOfWriting(new Node("list", [], [.. most.Children, new Node("item")])).ShouldBe(BinaryNodeFault.TooManyChildren);
    }

    [Fact]
    public void A_node_may_have_256_attributes()
    {
        var most = new Node("x", WithAttributes(Limits.Attributes));
        NodeReader.Read(Wire.Encode(most)).ShouldBe(most);
        Wire.FaultOfWriting(new Node("x", WithAttributes(Limits.Attributes + 1))).ShouldBe(BinaryNodeFault.TooManyAttributes);
        Wire.FaultOf([0, .. NodeOfAttributes(Limits.Attributes + 1)]).ShouldBe(BinaryNodeFault.TooManyAttributes);
    }

    [Fact]
    public void A_frame_may_have_500_000_attributes()
    {
        const int PerNode = 250;
        var node = NodeOfAttributes(PerNode);
        var nodes = Enumerable.Repeat(node, Limits.FrameAttributes / PerNode).SelectMany(bytes => bytes).ToArray();
        NodeReader.Read(FrameOfChildren(Limits.FrameAttributes / PerNode, nodes)).Children.Length.ShouldBe(2_000);
        Wire.FaultOf(FrameOfChildren(Limits.FrameAttributes / PerNode + 1, [.. nodes, .. NodeOfAttributes(1)]))
            .ShouldBe(BinaryNodeFault.TooManyAttributes);

        var branch = new Node("x", WithAttributes(PerNode));
        Node[] children = [.. Enumerable.Repeat(branch, Limits.FrameAttributes / PerNode)];
        NodeReader.Read(Wire.Encode(new Node("x", [], [.. children]))).Children.Length.ShouldBe(2_000);
        Wire.FaultOfWriting(new Node("x", [], [.. children, new Node("x", WithAttributes(1))])).ShouldBe(BinaryNodeFault.TooManyAttributes);
    }

    [Fact]
    public void A_string_may_have_1_MiB()
    {
        var longest = new string('é', Limits.StringBytes / 2);
        NodeReader.Read(Wire.Encode(new Node("x", [("a", longest)])))["a"].ShouldBe(longest);
        Wire.FaultOfWriting(new Node("x", [("a", longest + "e")])).ShouldBe(BinaryNodeFault.StringTooLong);

        byte[] tooLong = [0, WireTag.List8, 1, WireTag.Binary32, 0, 0x10, 0, 1, .. new byte[Limits.StringBytes + 1]];
        Wire.FaultOf(tooLong).ShouldBe(BinaryNodeFault.StringTooLong);
    }

    [Fact]
    public void Nested_lists_of_25_KB_are_refused_after_64_levels() => Wire.FaultOf(Nested(5_000)).ShouldBe(BinaryNodeFault.TooDeep);

    [Fact]
    public void Jids_nested_in_jids_are_refused() =>
        Wire.FaultOf([0, WireTag.List8, 2, 0x1e, .. Enumerable.Repeat(WireTag.JidPair, 25_000)]).ShouldBe(BinaryNodeFault.NotText);

    [Fact]
    public void Counts_that_promise_more_than_the_frame_holds_allocate_nothing()
    {
        // Every level says 65,535 children; only what could really follow may be believed.
        var levels = Enumerable.Repeat<byte[]>([WireTag.List8, 2, 0x1e, WireTag.List16, 0xff, 0xff], 60).SelectMany(bytes => bytes);
        byte[] frame = [0, .. levels, .. new byte[200_000]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Wire.FaultOf(frame).ShouldBe(BinaryNodeFault.TooManyNodes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 << 20);
    }

    private static byte[] FrameOfBytes(int length)
    {
        var frame = new byte[length];
        frame[1] = WireTag.List8;
        frame[2] = 2;
        frame[3] = 0x1e;
        frame[4] = WireTag.Binary32;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), length - 9);
        return frame;
    }

    private static byte[] Nested(int depth) =>
        [0, .. Enumerable.Repeat<byte[]>([WireTag.List8, 2, 0x1e, WireTag.List8, 1], depth - 1).SelectMany(bytes => bytes), .. Leaf];

    private static byte[] FrameOfChildren(int count, byte[] children) =>
        [0, WireTag.List8, 2, 0x1e, WireTag.List16, (byte)(count >> 8), (byte)count, .. children];

    // The root, four branches, the rest leaves.
    private static byte[] FrameOfNodes(int count)
    {
        byte[] Branch(int leaves) => FrameOfChildren(leaves, [.. Enumerable.Repeat(Leaf, leaves).SelectMany(bytes => bytes)])[1..];
        return FrameOfChildren(4, [.. Branch(49_999), .. Branch(49_999), .. Branch(49_999), .. Branch(count - 5 - 3 * 49_999)]);
    }

    private static byte[] NodeOfAttributes(int count) =>
        [WireTag.List16, (byte)((1 + 2 * count) >> 8), (byte)(1 + 2 * count), 0x1e, .. Enumerable.Repeat((byte)4, 2 * count)];

    private static NodeAttributes WithAttributes(int count) => [.. Enumerable.Range(0, count).Select(i => (NodeAttribute)($"key{i}", "x"))];
}
