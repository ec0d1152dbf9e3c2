using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class MalformedFrameTests
{
    [Theory]
    [InlineData("", BinaryNodeFault.Truncated)]
    [InlineData("00", BinaryNodeFault.Truncated)]
    [InlineData("00f8", BinaryNodeFault.Truncated)]
    [InlineData("00f801", BinaryNodeFault.Truncated)]
    [InlineData("00f8031e", BinaryNodeFault.Truncated)]
    [InlineData("00f8031e04", BinaryNodeFault.Truncated)]
    [InlineData("00f8021e", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efc", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efc0201", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efd0000", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efd00000201", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efe0000000201", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efeffffffff01", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efe8000000001", BinaryNodeFault.Truncated)]
    [InlineData("00f8021eff0212", BinaryNodeFault.Truncated)]
    [InlineData("00f8021ef802f80156", BinaryNodeFault.Truncated)]
    [InlineData("00f8021ef9fffff80156", BinaryNodeFault.Truncated)]
    [InlineData("00f8ff1e0404", BinaryNodeFault.Truncated)]
    [InlineData("00f801ec", BinaryNodeFault.Truncated)]
    [InlineData("00f8021efa", BinaryNodeFault.Truncated)]
    [InlineData("00f8021ef70101", BinaryNodeFault.Truncated)]
    [InlineData("00f8021ef600", BinaryNodeFault.Truncated)]
    [InlineData("00f8021ef5000001", BinaryNodeFault.Truncated)]
    [InlineData("0056", BinaryNodeFault.UnknownTag)]
    [InlineData("00fc0156", BinaryNodeFault.UnknownTag)]
    [InlineData("00f801f0", BinaryNodeFault.UnknownTag)]
    [InlineData("00f8021ef4", BinaryNodeFault.UnknownTag)]
    [InlineData("00f8031e04f80104", BinaryNodeFault.UnknownTag)]
    [InlineData("00f8031e04f90001", BinaryNodeFault.UnknownTag)]
    [InlineData("00f801f80156", BinaryNodeFault.UnknownTag)]
    [InlineData("0000", BinaryNodeFault.NodeWithoutTag)]
    [InlineData("00f90000", BinaryNodeFault.NodeWithoutTag)]
    [InlineData("00f80100", BinaryNodeFault.NodeWithoutTag)]
    [InlineData("00f801fc00", BinaryNodeFault.NodeWithoutTag)]
    [InlineData("00f8021ef801f800ff", BinaryNodeFault.NodeWithoutTag)]
    [InlineData("00f801fa0303", BinaryNodeFault.NotText)]
    [InlineData("00f8031ef701011904", BinaryNodeFault.NotText)]
    [InlineData("00f8021efaf70101190319", BinaryNodeFault.NotText)]
    [InlineData("00f8021ef70000f7000019", BinaryNodeFault.NotText)]
    [InlineData("00f8021efa1900", BinaryNodeFault.BadJidServer)]
    [InlineData("00f8021ef619000103", BinaryNodeFault.BadJidServer)]
    [InlineData("00f8021ef5190001000103", BinaryNodeFault.BadJidServer)]
    [InlineData("02", BinaryNodeFault.Truncated)]
    [InlineData("0200f80156", BinaryNodeFault.BadCompression)]
    [InlineData("0278daffffff", BinaryNodeFault.BadCompression)]
    [InlineData("0278bb00000000", BinaryNodeFault.BadCompression)]
    public void A_malformed_frame_is_refused_with_its_fault(string hex, BinaryNodeFault fault) => Wire.FaultOf(hex).ShouldBe(fault);

    [Fact]
    public void Every_beginning_of_a_frame_is_refused()
    {
        var frame = Wire.Encode(Messages.Incoming);
        for (var length = 0; length < frame.Length; length++)
            Wire.FaultOf(frame.AsSpan(0, length)).ShouldBe(BinaryNodeFault.Truncated, $"of the first {length} bytes");
    }

    [Fact]
    public void What_is_not_utf8_is_replaced() => Wire.Decode("00f8031e04fc0361ff62")["type"].ShouldBe("a\ufffdb");

    [Fact]
    public void Lists_of_any_length_form_are_read()
    {
        Wire.Decode("00f900011e").ShouldBe(new Node("urn:xmpp:whatsapp:push"));
        Wire.Decode("00f8021ef90001f80156").Children.ShouldHaveSingleItem().Tag.ShouldBe("ping");
        Wire.Decode("00f8021ef800").Content.IsChildren.ShouldBeTrue();
    }
}
