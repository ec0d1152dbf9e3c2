using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Crypto;

public class X25519Tests
{
    private const string NineEncoded = "0900000000000000000000000000000000000000000000000000000000000000";

    [Theory] // RFC 7748, 5.2
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData(
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void Agrees_with_the_vectors_of_rfc_7748(string scalar, string u, string expected) =>
        Agree(Hex(scalar), Hex(u)).ShouldBe(Hex(expected));

    [Theory] // RFC 7748, 5.2: each round's result is the next scalar, and its scalar the next u
    [InlineData(1, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")]
    [InlineData(1_000, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51")]
    public void Agrees_with_the_iterated_vectors_of_rfc_7748(int rounds, string expected) => Iterate(rounds).ShouldBe(Hex(expected));

    [SlowFact]
    public void Agrees_with_the_iterated_vector_of_rfc_7748_after_a_million_rounds() =>
        Iterate(1_000_000).ShouldBe(Hex("7c3911e0ab2586fd864497297e575e6f3bc601c0883c30df5f4dd2d24f665424"));

    [Fact] // RFC 7748, 6.1
    public void Both_sides_of_rfc_7748_get_the_same_secret()
    {
        byte[] alice = Hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] bob = Hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] secret = Hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

        PublicKeyOf(alice).ShouldBe(Hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        PublicKeyOf(bob).ShouldBe(Hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
        Agree(alice, PublicKeyOf(bob)).ShouldBe(secret);
        Agree(bob, PublicKeyOf(alice)).ShouldBe(secret);
    }

    [Fact]
    public void Agrees_with_two_other_implementations_on_200_pairs()
    {
        var pairs = TestData.Load("curve25519.json").GetProperty("agreements");
        pairs.GetArrayLength().ShouldBe(200);
        foreach (var pair in pairs.EnumerateArray())
        {
            byte[] privateKey = pair.Hex("privateKey");
            PublicKeyOf(privateKey).ShouldBe(pair.Hex("publicKey"));
            Agree(privateKey, Hex(NineEncoded)).ShouldBe(pair.Hex("publicKey"), "the table of the base point and the ladder must agree");
            Agree(privateKey, pair.Hex("theirPublicKey")).ShouldBe(pair.Hex("secret"));
        }
    }

    [Theory] // the u-coordinates of order 1, 2, 4 and 8 on the curve and its twist, below 2^255 and in all their encodings
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7")]
    public void A_public_key_of_small_order_gives_no_secret(string u)
    {
        byte[] secret = new byte[32];
        X25519.TryAgree(secret, Hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"), Hex(u)).ShouldBeFalse();
        secret.ShouldBe(new byte[32]);
    }

    [Fact] // RFC 7748, 5: implementations MUST mask the most significant bit
    public void Bit_255_of_a_public_key_is_ignored()
    {
        byte[] scalar = Hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
        byte[] u = Hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
        byte[] withBit = [.. u[..31], (byte)(u[31] | 0x80)];

        Agree(scalar, withBit).ShouldBe(Agree(scalar, u));
    }

    [Theory]
    [InlineData(31, 32)]
    [InlineData(33, 32)]
    [InlineData(32, 31)]
    [InlineData(32, 33)]
    [InlineData(0, 0)]
    public void Keys_of_another_length_than_32_are_refused(int privateLength, int publicLength) =>
        Should.Throw<ArgumentOutOfRangeException>(() => X25519.TryAgree(new byte[32], new byte[privateLength], new byte[publicLength]));

    private static byte[] Iterate(int rounds)
    {
        byte[] scalar = Hex(NineEncoded), u = Hex(NineEncoded), result = new byte[32];
        for (int i = 0; i < rounds; i++)
        {
            X25519.TryAgree(result, scalar, u).ShouldBeTrue();
            (u, scalar, result) = (scalar, result, u);
        }

        return scalar;
    }

    private static byte[] Agree(byte[] privateKey, byte[] publicKey)
    {
        byte[] secret = new byte[32];
        X25519.TryAgree(secret, privateKey, publicKey).ShouldBeTrue();
        return secret;
    }

    private static byte[] PublicKeyOf(byte[] privateKey)
    {
        byte[] publicKey = new byte[32];
        X25519.DerivePublicKey(publicKey, privateKey);
        return publicKey;
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}
