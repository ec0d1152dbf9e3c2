using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

/// <summary>Known answers, made with Baileys 7.0.0-rc14.</summary>
public sealed class NodeVectorTests
{
    public static TheoryData<string, Node> Vectors => new()
    {
        {
            "00f80a1911fa00030429165708ff0612345b6789a1f801f80156",
            new Node("iq", [("to", Jid.WhatsApp), ("type", "get"), ("xmlns", "w:p"), ("id", "12345.6789-1")], [new Node("ping")])
        },
        {
            "00f8071311f70003ff8615550000001f08fb063eb0aabbccdd0438",
            new Node("message", [("to", Jid.Parse("15550000001:3@s.whatsapp.net")), ("id", "3EB0AABBCCDD"), ("type", "text")])
        },
        { "00f803110cf70101ff88100000000000001f", new Node("to", [("jid", Jid.Parse("100000000000001:1@lid"))]) },
        { "00f803110cf78063ff8615550000001f", new Node("to", [("jid", Jid.Parse("15550000001:99@hosted"))]) },
        { "00f803110cfaff091203630123456789011c", new Node("to", [("jid", Jid.Parse("120363012345678901@g.us"))]) },
        { "00f8026cfc03010203", new Node("value", [], new byte[] { 1, 2, 3 }) },
        { "00f8020bfc0c68656c6c6f2077c3b6726c64", new Node("status", [], "hello wörld") },
        { "00f804fc0178fc0161fc0000", new Node("x", [("a", "")], []) },
        { "00f8031bec5fec08", new Node("ack", [("phash", "2:47DEQpj8")]) },
        { "00f8026cfd000100" + new string('0', 512), new Node("value", [], new byte[256]) },
        { "00f800", Node.StreamEnd },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_node_is_written_as_the_vector(string hex, Node node) => Wire.EncodeHex(node).ShouldBe(hex);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vector_reads_as_the_node(string hex, Node node)
    {
        NodeReader.Read(Wire.Bytes(hex), out var trailing).ShouldBe(node);
        trailing.ShouldBe(0);
    }

    [Fact]
    public void Stream_end_is_also_read_in_the_form_of_an_ordinary_node() => Wire.Decode("00f8012d").IsStreamEnd.ShouldBeTrue();

    [Fact]
    public void Bytes_behind_the_node_are_counted()
    {
        NodeReader.Read(Wire.Bytes("00f80156 010203"), out var trailing).ShouldBe(new Node("ping"));
        trailing.ShouldBe(3);
        NodeReader.Read(Wire.Bytes("00f800 0102"), out trailing).IsStreamEnd.ShouldBeTrue();
        trailing.ShouldBe(2);
    }

    [Fact]
    public void Unused_flags_change_nothing() => Wire.Decode("fdf80156").ShouldBe(new Node("ping"));
}
