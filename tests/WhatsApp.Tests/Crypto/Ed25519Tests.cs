using System.Numerics;
using System.Text.Json;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Crypto;

public class Ed25519Tests
{
    private static readonly JsonElement Rfc8032 = TestData.Load("rfc8032.json").GetProperty("vectors");

    public static TheoryData<string> RfcVectors => [.. Rfc8032.EnumerateArray().Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(RfcVectors))]
    public void Agrees_with_the_vectors_of_rfc_8032(string name) =>
        Check(Rfc8032.EnumerateArray().Single(vector => vector.Text("name") == name));

    [Fact]
    public void Agrees_with_openssl_on_messages_of_every_length_class()
    {
        var vectors = TestData.Load("curve25519.json").GetProperty("ed25519");
        vectors.GetArrayLength().ShouldBe(40);
        foreach (var vector in vectors.EnumerateArray())
            Check(vector);
    }

    [Fact] // RFC 8032, 5.1.7: "decode S as an integer in the range 0 <= s < L ... otherwise the signature is invalid"
    public void The_same_signature_with_S_plus_L_is_refused()
    {
        var vector = Rfc8032[2];
        byte[] signature = vector.Hex("signature");
        BigInteger s = BigIntegers.FromLittleEndian(signature.AsSpan(32)) + BigIntegers.L;
        byte[] malleated = [.. signature[..32], .. s.ToLittleEndian(32)];

        Ed25519.Verify(vector.Hex("publicKey"), vector.Hex("message"), malleated).ShouldBeFalse();
    }

    private static void Check(JsonElement vector)
    {
        byte[] seed = vector.Hex("seed"), message = vector.Hex("message"), signature = vector.Hex("signature");
        Ed25519.PublicKey(seed).ShouldBe(vector.Hex("publicKey"));
        Ed25519.Sign(seed, message).ShouldBe(signature);
        Ed25519.Verify(vector.Hex("publicKey"), message, signature).ShouldBeTrue();
        Ed25519.Verify(vector.Hex("publicKey"), [.. message, 0], signature).ShouldBeFalse();
    }
}
