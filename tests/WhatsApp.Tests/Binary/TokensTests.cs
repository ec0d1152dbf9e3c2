using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Tests.Binary;

public sealed class TokensTests
{
    [Theory]
    [InlineData(1, "xmlstreamstart")]
    [InlineData(2, "xmlstreamend")]
    [InlineData(3, "s.whatsapp.net")]
    [InlineData(4, "type")]
    [InlineData(5, "participant")]
    [InlineData(235, "screen_height")]
    public void Known_tokens_are_at_their_byte(byte tag, string token) => Tokens.Single(tag).ShouldBe(token);

    [Fact]
    public void The_empty_phash_is_a_token_of_two_bytes()
    {
        Tokens.Double(0, 8).ShouldBe("2:47DEQpj8");
        Tokens.TryGetCode("2:47DEQpj8", out var code).ShouldBeTrue();
        code.ShouldBe((ushort)0xec08);
    }

    [Fact]
    public void The_dictionaries_are_version_3_to_the_byte()
    {
        var all = new StringBuilder();
        for (var tag = 1; tag <= Tokens.SingleCount; tag++)
            all.Append(Tokens.Single((byte)tag)).Append('\n');
        for (var dictionary = 0; dictionary < Tokens.DictionaryCount; dictionary++)
        {
            for (var index = 0; index < Tokens.DictionarySize; index++)
                all.Append(Tokens.Double(dictionary, (byte)index)).Append('\n');
        }

        // SHA-256 of the list that Baileys, whatsmeow and whatsapp-rust share, a line each.
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))
            .ShouldBe("ef926cb519ca007114d8bd5b562e25bc39b887f8bb313e4be89e283caa285513");
    }

    [Fact]
    public void Every_token_has_the_code_of_its_place()
    {
        for (var tag = 1; tag <= Tokens.SingleCount; tag++)
        {
            Tokens.TryGetCode(Tokens.Single((byte)tag), out var code).ShouldBeTrue();
            ((int)code).ShouldBe(tag);
        }

        for (var place = 0; place < Tokens.DictionaryCount * Tokens.DictionarySize; place++)
        {
            Tokens.TryGetCode(Tokens.Double(place >> 8, (byte)place), out var code).ShouldBeTrue();
            ((int)code).ShouldBe(0xec00 + place);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Type")]
    [InlineData("no such token")]
    [InlineData("a text that is longer than the longest of the tokens is")]
    public void Other_text_is_no_token(string text) => Tokens.TryGetCode(text, out _).ShouldBeFalse();
}
