using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Pairing;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Pairing;

public sealed class PairingCodeTests
{
    [Fact]
    public void The_recorded_exchange_comes_out_byte_for_byte()
    {
        var vector = TestData.Vectors.GetProperty("pairCode");
        var identity = KeyPair.FromPrivateKey(TestData.Vectors.GetProperty("adv").Hex("companionIdentityPriv"));
        using var exchange = new PairingCodeExchange(vector.Text("code"), new FixedRandomSource(vector.Hex("companionEphemeralPriv")));

        byte[] wrapped = exchange.WrapOurKey(new FixedRandomSource(vector.Hex("wrapSalt"), vector.Hex("wrapIv")));
        wrapped.ShouldBe(vector.Hex("wrappedCompanionEphemeral"));

        byte[] phoneWrapped = Wrap(vector.Text("code"), vector.Hex("primaryEphemeralPub"));
        var random = new FixedRandomSource(vector.Hex("random"), vector.Hex("bundleSalt"), vector.Hex("bundleNonce"));
        var (bundle, secret) = exchange.Answer(phoneWrapped, identity, PublicKey.FromRaw(vector.Hex("primaryIdentityPub")), random);
        bundle.ShouldBe(vector.Hex("wrappedKeyBundle"));
        secret.ShouldBe(vector.Hex("advSecret"));
    }

    [Theory]
    [InlineData("0000000000", "11111111")]
    [InlineData("FFFFFFFFFF", "ZZZZZZZZ")]
    [InlineData("0000000001", "11111112")]
    [InlineData("0800000000", "21111111")]
    public void Five_bytes_make_eight_characters_the_highest_bits_first(string bytes, string code) =>
        PairingCode.Generate(new FixedRandomSource(Convert.FromHexString(bytes))).ShouldBe(code);

    [Theory]
    [InlineData("abcd1234", "ABCD1234")]
    [InlineData("ABCD-1234", "ABCD1234")]
    public void A_chosen_code_is_taken_as_the_phone_will_have_it(string chosen, string code) => PairingCode.Parse(chosen).ShouldBe(code);

    [Theory]
    [InlineData("")]
    [InlineData("ABC1234")]
    [InlineData("ABCD12345")]
    [InlineData("ABCD 123")]
    [InlineData("ÄBCD1234")]
    public void A_code_that_a_phone_cannot_take_is_refused(string chosen) =>
        Should.Throw<ArgumentException>(() => PairingCode.Parse(chosen));

    [Fact]
    public void A_code_is_shown_with_a_hyphen() => PairingCode.Show("ABCD1234").ShouldBe("ABCD-1234");

    [Fact]
    public void A_wrapped_key_of_another_length_is_refused()
    {
        using var exchange = new PairingCodeExchange("ABCD1234", new SeededRandomSource(1));
        var key = KeyPair.Generate(new SeededRandomSource(2));

        Should.Throw<MalformedPairingException>(() => exchange.Answer(new byte[79], key, key.PublicKey, new SeededRandomSource(3)));
    }

    private static byte[] Wrap(string code, byte[] key)
    {
        byte[] salt = [.. Enumerable.Repeat<byte>(1, 32)];
        byte[] iv = [.. Enumerable.Repeat<byte>(2, 16)];
        byte[] wrappingKey = Rfc2898DeriveBytes.Pbkdf2(code, salt, 131072, HashAlgorithmName.SHA256, 32);
        byte[] wrapped = new byte[32];
        AesCtr.Transform(wrapped, key, wrappingKey, iv);
        return [.. salt, .. iv, .. wrapped];
    }
}
