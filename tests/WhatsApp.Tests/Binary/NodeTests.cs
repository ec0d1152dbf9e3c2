using System.Text;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class NodeTests
{
    private static readonly Node Error = new("iq", [("from", Jid.WhatsApp), ("type", "error"), ("id", "7")],
        [new Node("error", [("code", 429), ("text", "rate-overlimit")]), new Node("extra")]);

    [Fact]
    public void A_node_is_matched_by_its_parts()
    {
        var matched = Error is { Tag: "iq", Children: [{ Tag: "error" } error, ..] } && error["code"] == "429";
        matched.ShouldBeTrue();
        Error.Jid("from").ShouldBe(Jid.WhatsApp);
        Error.Jid("type").ShouldBeNull();
        Error["none"].ShouldBeNull();
        Error.Child("extra").ShouldNotBeNull();
        Error.Child("none").ShouldBeNull();
        Error.ChildrenTagged("error").Single()["text"].ShouldBe("rate-overlimit");
    }

    [Fact]
    public void An_attribute_that_is_null_is_left_out()
    {
        string? reason = null;
        Jid? participant = null;
        new Node("receipt", [("reason", reason), ("id", "1"), ("participant", participant)]).Attributes.Count.ShouldBe(1);
        Wire.EncodeHex(new Node("x", [("reason", reason)])).ShouldBe(Wire.EncodeHex(new Node("x")));
    }

    [Fact]
    public void The_last_of_two_equal_keys_counts()
    {
        var node = Wire.Decode("00f8051e04190425");
        node["type"].ShouldBe("contact");
        node.Attributes.Count.ShouldBe(2);
        Wire.EncodeHex(node).ShouldBe("00f8051e04190425");
    }

    [Fact]
    public void Text_is_read_whether_it_came_as_text_or_as_bytes()
    {
        foreach (var text in (string[])["0", "true", "12345", "all_member_add", "hello", "me@example.org", ""])
        {
            var read = NodeReader.Read(Wire.Encode(new Node("x", [], text)));
            read.Text.ShouldBe(text);
            Encoding.UTF8.GetString(read.Bytes.Span).ShouldBe(text);
            read.ShouldBe(new Node("x", [], text));
            read.ShouldBe(new Node("x", [], Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Text_with_an_at_sign_is_not_taken_for_a_jid() =>
        Wire.EncodeHex(new Node("status", [], "a@lid")).ShouldBe("00f8020bfc0561406c6964");

    [Fact]
    public void No_children_are_not_the_same_as_no_content()
    {
        var none = new Node("x");
        var empty = new Node("x", [], []);
        empty.ShouldNotBe(none);
        NodeReader.Read(Wire.Encode(empty)).Content.IsChildren.ShouldBeTrue();
        NodeReader.Read(Wire.Encode(none)).Content.IsNone.ShouldBeTrue();
        none.Bytes.IsEmpty.ShouldBeTrue();
        none.Text.ShouldBeNull();
        empty.Text.ShouldBeNull();
        empty.Children.ShouldBeEmpty();
    }

    [Fact]
    public void The_order_of_attributes_makes_no_difference()
    {
        var one = new Node("x", [("a", "1"), ("b", "2")]);
        var other = new Node("x", [("b", "2"), ("a", "1")]);
        one.ShouldBe(other);
        one.GetHashCode().ShouldBe(other.GetHashCode());
        one.ShouldNotBe(new Node("x", [("a", "1")]));
        one.ShouldNotBe(new Node("x", [("a", "1"), ("b", "3")]));
        one.ShouldNotBe(new Node("x", [("a", "1"), ("b", "2"), ("c", "3")]));
        one.ShouldNotBe(new Node("y", [("a", "1"), ("b", "2")]));
    }

    [Fact]
    public void A_jid_attribute_equals_its_text()
    {
        Jid jid = new("1", JidServer.Lid, 2);
        new Node("x", [("jid", jid)]).ShouldBe(new Node("x", [("jid", "1:2@lid")]));
        new Node("x", [("jid", "1:2@lid")]).Jid("jid").ShouldBe(jid);
    }

    [Fact]
    public void A_node_must_have_a_tag() => Should.Throw<ArgumentException>(() => new Node(""));

    [Fact]
    public void Text_for_logs_shows_no_bytes()
    {
        Error.ToString().ShouldBe(
            "<iq from=\"@s.whatsapp.net\" type=\"error\" id=\"7\"><error code=\"429\" text=\"rate-overlimit\"/><extra/></iq>");
        new Node("enc", [("v", 2)], new byte[] { 1, 2, 3 }).ToString().ShouldBe("<enc v=\"2\">{3 bytes}</enc>");
        new Node("list", [], [.. Enumerable.Repeat(new Node("i"), 40)]).ToString().ShouldEndWith("<i/>{8 more}</list>");
    }
}
