using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Crypto.Curve25519;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Crypto;

public class XEdDsaTests
{
    private static readonly KeyPair Key = KeyPair.Generate(new SeededRandomSource(1));
    private static readonly byte[] Message = "a message"u8.ToArray();
    private static readonly byte[] Signature = Sign(Key, Message);

    [Fact]
    public void Signs_as_the_vectors_say()
    {
        var vector = TestData.Vectors.GetProperty("xeddsa");
        byte[] privateKey = vector.Hex("priv"), message = Encoding.UTF8.GetBytes(vector.Text("msg"));
        byte[] random = new byte[64], signature = new byte[64];
        Array.Fill<byte>(random, 0x07);

        XEdDsa.Sign(signature, privateKey, message, random);

        signature.ShouldBe(vector.Hex("sig_random07x64"));
        SignWithoutRandom(privateKey, message).ShouldBe(vector.Hex("sig_noRandom"));
        XEdDsa.Verify(PublicKey.FromRaw(vector.Hex("pub")), message, signature).ShouldBeTrue();
        XEdDsa.Verify(PublicKey.FromRaw(vector.Hex("pub")), message, vector.Hex("sig_noRandom")).ShouldBeTrue();
    }

    [Fact]
    public void The_sign_bit_of_the_key_goes_into_the_signature()
    {
        var vector = TestData.Vectors.GetProperty("xeddsa_signbit1");
        byte[] message = Encoding.UTF8.GetBytes(vector.Text("msg")), signature = vector.Hex("sig");
        (signature[63] & 0x80).ShouldBe(0x80);

        SignWithoutRandom(vector.Hex("priv"), message).ShouldBe(signature);
        XEdDsa.Verify(PublicKey.FromRaw(vector.Hex("pub")), message, signature).ShouldBeTrue();
    }

    [Fact]
    public void Agrees_with_another_implementation_on_200_signatures()
    {
        var vectors = TestData.Load("curve25519.json").GetProperty("signatures");
        vectors.GetArrayLength().ShouldBe(200);
        foreach (var vector in vectors.EnumerateArray())
        {
            byte[] privateKey = vector.Hex("privateKey"), message = vector.Hex("message"), expected = vector.Hex("signature");
            byte[] signature = new byte[64];
            if (vector.TryGetProperty("random", out _))
                XEdDsa.Sign(signature, privateKey, message, vector.Hex("random"));
            else
                signature = SignWithoutRandom(privateKey, message);

            signature.ShouldBe(expected);
            XEdDsa.Verify(PublicKey.FromRaw(vector.Hex("publicKey")), message, expected).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_signatures_of_a_device_identity_verify()
    {
        var vector = TestData.Vectors.GetProperty("adv");
        byte[] details = vector.Hex("details"), companion = vector.Hex("companionIdentityPub"), account = vector.Hex("accountPub");
        byte[] signedByAccount = [0x06, 0x00, .. details, .. companion];
        byte[] signedByDevice = [0x06, 0x01, .. details, .. companion, .. account];

        XEdDsa.Verify(PublicKey.FromRaw(account), signedByAccount, vector.Hex("accountSignature")).ShouldBeTrue();
        byte[] deviceSignature = vector.Hex("expectedDeviceSignature_deterministic");
        SignWithoutRandom(vector.Hex("companionIdentityPriv"), signedByDevice).ShouldBe(deviceSignature);
        XEdDsa.Verify(PublicKey.FromRaw(companion), signedByDevice, deviceSignature).ShouldBeTrue();
    }

    [Fact]
    public void The_signatures_of_prekeys_and_group_messages_verify()
    {
        var vectors = TestData.Vectors;
        byte[] signedPreKey = vectors.GetProperty("keys").GetProperty("SPKb").Hex("pub33");
        var identity = PublicKey.FromTyped(vectors.GetProperty("keys").GetProperty("IKb").Hex("pub33"));
        XEdDsa.Verify(identity, signedPreKey, vectors.GetProperty("alice").Hex("spkSignature_deterministic")).ShouldBeTrue();

        var group = vectors.GetProperty("senderKey");
        byte[] message = group.Hex("skmsg_id_12345_iter0");
        var signer = PublicKey.FromTyped(group.GetProperty("signing").Hex("pub33"));
        XEdDsa.Verify(signer, message.AsSpan(..^64), message.AsSpan(^64..)).ShouldBeTrue();
    }

    [Fact]
    public void Changing_any_bit_of_signature_message_or_key_is_noticed()
    {
        XEdDsa.Verify(Key.PublicKey, Message, Signature).ShouldBeTrue();
        foreach (byte[] changed in BitFlips(Signature))
            XEdDsa.Verify(Key.PublicKey, Message, changed).ShouldBeFalse();
        foreach (byte[] changed in BitFlips(Message))
            XEdDsa.Verify(Key.PublicKey, changed, Signature).ShouldBeFalse();
        foreach (byte[] changed in BitFlips(Key.PublicKey.ToRaw()))
            XEdDsa.Verify(PublicKey.FromRaw(changed), Message, Signature).ShouldBeFalse();
    }

    [Fact]
    public void An_S_that_is_not_below_the_order_is_refused()
    {
        byte signBit = (byte)(Signature[63] & 0x80);
        byte[] s = [.. Signature[32..63], (byte)(Signature[63] & 0x7F)];
        for (int times = 1; times <= 6; times++)
        {
            BigInteger value = BigIntegers.FromLittleEndian(s) + times * BigIntegers.L; // the same equation holds, modulo L
            byte[] malleated = [.. Signature[..32], .. value.ToLittleEndian(32)];
            malleated[63] |= signBit;
            XEdDsa.Verify(Key.PublicKey, Message, malleated).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(128)]
    public void A_signature_of_another_length_than_64_is_refused(int length)
    {
        byte[] signature = new byte[length];
        Signature.AsSpan(0, Math.Min(64, length)).CopyTo(signature);
        XEdDsa.Verify(Key.PublicKey, Message, signature).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")] // y = -1
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")] // y = 0
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")]
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")]
    public void A_key_of_small_order_signs_nothing(string u)
    {
        // With such a key any S makes valid signatures for one message in eight or more: R = S·B.
        byte[] s = new byte[32];
        s[0] = 9;
        FixedBase.Multiply(out var point, s);
        byte[] forged = new byte[64];
        point.Encode(forged);
        s.CopyTo(forged, 32);
        for (int i = 0; i < 64; i++)
        {
            forged[63] = (byte)(i % 2 << 7);
            XEdDsa.Verify(PublicKey.FromRaw(Convert.FromHexString(u)), [(byte)i], forged).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "u = -1 has no Edwards form")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "u = p is not canonical")]
    [InlineData("f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "u = p + 9 is not canonical")]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000", "u = 2 lies on the twist")]
    public void A_key_that_is_not_on_the_curve_is_refused(string u, string reason) =>
        XEdDsa.Verify(PublicKey.FromRaw(Convert.FromHexString(u)), Message, Signature).ShouldBeFalse(reason);

    [Fact]
    public void Signing_the_same_message_twice_gives_two_signatures()
    {
        var random = new SeededRandomSource(2);
        byte[] first = new byte[64], second = new byte[64];
        Key.Sign(Message, random, first);
        Key.Sign(Message, random, second);
        second.ShouldNotBe(first);
        XEdDsa.Verify(Key.PublicKey, Message, second).ShouldBeTrue();
    }

    private static byte[] Sign(KeyPair key, byte[] message)
    {
        byte[] signature = new byte[64];
        key.Sign(message, new SeededRandomSource(7), signature);
        return signature;
    }

    /// <summary>What signers do that have no randomness: r = SHA-512(key || message).</summary>
    private static byte[] SignWithoutRandom(byte[] privateKey, byte[] message)
    {
        byte[] signature = new byte[64];
        XEdDsa.Sign(signature, privateKey, message, Scalar.Reduce(SHA512.HashData([.. privateKey, .. message])));
        return signature;
    }

    private static IEnumerable<byte[]> BitFlips(byte[] bytes)
    {
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit >> 3] ^= (byte)(1 << (bit & 7));
            yield return changed;
        }
    }
}
