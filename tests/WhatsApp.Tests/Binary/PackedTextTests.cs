using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class PackedTextTests
{
    [Theory]
    [InlineData("12345.6789-1", "ff0612345b6789a1")]
    [InlineData("123", "ff82123f")]
    [InlineData("7.7", "ff827b7f")]
    [InlineData("3EB0AABBCCDD", "fb063eb0aabbccdd")]
    [InlineData("ABC", "fb82abcf")]
    public void Digits_are_packed_two_to_a_byte(string text, string packed)
    {
        Wire.EncodeHex(new Node("urn:xmpp:whatsapp:push", [("a", text)])).ShouldBe("00f8031efc0161" + packed);
        Wire.Decode("00f8031efc0161" + packed)["a"].ShouldBe(text);
    }

    [Theory]
    [InlineData("3eb0aabb")]
    [InlineData("1-A")]
    [InlineData("12 34")]
    [InlineData("１２３４")]
    public void Other_alphabets_are_not_packed(string text) =>
        Wire.EncodeHex(new Node("urn:xmpp:whatsapp:push", [("a", text)]))[14..16].ShouldBe("fc");

    [Fact]
    public void The_longest_packed_string_has_127_characters()
    {
        var longest = new string('7', PackedText.LongestPacked);
        var encoded = Wire.EncodeHex(new Node("x", [("a", longest)]));
        encoded.ShouldContain("ffc0777");
        Wire.Decode(encoded)["a"].ShouldBe(longest);
        Wire.EncodeHex(new Node("x", [("a", longest + "7")])).ShouldContain("fc8037");
    }

    [Fact]
    public void Up_to_254_characters_are_read()
    {
        Wire.Decode("00f8021eff7f" + new string('5', 254)).Text.ShouldBe(new string('5', 254));
        Wire.Decode("00f8021efbff" + new string('b', 254)).Text.ShouldBe(new string('B', 253));
    }

    [Theory]
    [InlineData("ff02c123")]
    [InlineData("ff0212d3")]
    [InlineData("ff82123e")]
    public void Nibbles_that_stand_for_nothing_are_refused(string packed) =>
        Wire.FaultOf("00f8021e" + packed).ShouldBe(BinaryNodeFault.BadPackedDigit);
}
