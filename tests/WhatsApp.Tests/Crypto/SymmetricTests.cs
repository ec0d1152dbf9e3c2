using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Crypto;

public class SymmetricTests
{
    private static readonly byte[] NistKey = Hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");

    private static readonly byte[] NistText = Hex(
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51" +
        "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");

    private static readonly byte[] NistCtr = Hex(
        "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5" +
        "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6");

    [Fact] // NIST SP 800-38A, F.5.5
    public void Ctr_agrees_with_nist_at_every_length()
    {
        byte[] counter = Hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        for (int length = 0; length <= NistText.Length; length++)
        {
            byte[] buffer = NistText[..length];
            AesCtr.Transform(buffer, buffer, NistKey, counter);
            buffer.ShouldBe(NistCtr[..length]);
            AesCtr.Transform(buffer, buffer, NistKey, counter);
            buffer.ShouldBe(NistText[..length]);
        }
    }

    [Fact]
    public void The_counter_of_ctr_carries_through_all_16_bytes_and_wraps_around()
    {
        byte[] stream = new byte[48];
        AesCtr.Transform(stream, new byte[48], NistKey, Hex("ffffffffffffffffffffffffffffffff"));
        using var aes = Aes.Create();
        aes.Key = NistKey;
        stream[16..32].ShouldBe(aes.EncryptEcb(new byte[16], PaddingMode.None));
        stream[32..].ShouldBe(aes.EncryptEcb(Hex("00000000000000000000000000000001"), PaddingMode.None));
    }

    [Fact]
    public void A_pairing_code_wraps_a_key_as_the_vectors_say()
    {
        var pairing = TestData.Vectors.GetProperty("pairCode");
        var pbkdf2 = TestData.Vectors.GetProperty("pbkdf2");
        Pbkdf2(pbkdf2.Text("code"), pbkdf2.Hex("salt")).ShouldBe(pbkdf2.Hex("key"));

        byte[] wrapped = new byte[32];
        byte[] key = Pbkdf2(pairing.Text("code"), pairing.Hex("wrapSalt"));
        AesCtr.Transform(wrapped, pairing.Hex("companionEphemeralPub"), key, pairing.Hex("wrapIv"));

        byte[] whole = [.. pairing.Hex("wrapSalt"), .. pairing.Hex("wrapIv"), .. wrapped];
        whole.ShouldBe(pairing.Hex("wrappedCompanionEphemeral"));
    }

    [Fact]
    public void A_key_bundle_is_sealed_as_the_vectors_say()
    {
        var pairing = TestData.Vectors.GetProperty("pairCode");
        byte[] shared = new byte[32];
        KeyPair.FromPrivateKey(pairing.Hex("companionEphemeralPriv")).Agree(PublicKey.FromRaw(pairing.Hex("primaryEphemeralPub")), shared);
        shared.ShouldBe(pairing.Hex("sharedEphemeral"));

        byte[] key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, shared, 32, pairing.Hex("bundleSalt"), "link_code_pairing_key_bundle_encryption_key"u8.ToArray());
        byte[] plaintext = [.. pairing.Hex("companionIdentityPub"), .. pairing.Hex("primaryIdentityPub"), .. pairing.Hex("random")];
        byte[] sealedText = new byte[plaintext.Length + AesGcmSeal.TagLength];
        using var aes = AesGcmSeal.Create(key);
        AesGcmSeal.Seal(aes, sealedText, plaintext, pairing.Hex("bundleNonce"), []);

        byte[] whole = [.. pairing.Hex("bundleSalt"), .. pairing.Hex("bundleNonce"), .. sealedText];
        whole.ShouldBe(pairing.Hex("wrappedKeyBundle"));
    }

    [Fact]
    public void A_sealed_text_opens_only_unchanged()
    {
        using var aes = AesGcmSeal.Create(NistKey);
        byte[] nonce = new byte[AesGcmSeal.NonceLength], sealedText = new byte[21], opened = new byte[5];
        AesGcmSeal.Seal(aes, sealedText, "hello"u8, nonce, "bound"u8);

        AesGcmSeal.TryOpen(aes, opened, sealedText, nonce, "bound"u8).ShouldBeTrue();
        opened.ShouldBe("hello"u8.ToArray());
        AesGcmSeal.TryOpen(aes, opened, sealedText, nonce, "other"u8).ShouldBeFalse();
        opened.ShouldBe(new byte[5]);
        for (int i = 0; i < sealedText.Length; i++)
        {
            sealedText[i] ^= 1;
            AesGcmSeal.TryOpen(aes, opened, sealedText, nonce, "bound"u8).ShouldBeFalse();
            sealedText[i] ^= 1;
        }

        AesGcmSeal.TryOpen(aes, opened, sealedText.AsSpan(..15), nonce, "bound"u8).ShouldBeFalse();
    }

    [Fact]
    public void Media_is_encrypted_as_the_vectors_say()
    {
        var media = TestData.Vectors.GetProperty("media");
        byte[] keys = HKDF.DeriveKey(HashAlgorithmName.SHA256, media.Hex("mediaKey"), 112, [], Encoding.UTF8.GetBytes(media.Text("info")));
        byte[] plaintext = Encoding.UTF8.GetBytes(media.Text("plain"));
        byte[] ciphertext = new byte[AesCbc.EncryptedLength(plaintext.Length)];

        AesCbc.Encrypt(ciphertext, plaintext, keys.AsSpan(16, 32), keys.AsSpan(0, 16)).ShouldBe(ciphertext.Length);

        ciphertext.ShouldBe(media.Hex("enc")[..^10]); // the rest is the MAC
        byte[] decrypted = new byte[ciphertext.Length];
        AesCbc.TryDecrypt(decrypted, ciphertext, keys.AsSpan(16, 32), keys.AsSpan(0, 16), out int written).ShouldBeTrue();
        decrypted[..written].ShouldBe(plaintext);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(15, 16)]
    [InlineData(16, 32)]
    [InlineData(17, 32)]
    public void Padding_adds_1_to_16_bytes(int length, int encrypted)
    {
        AesCbc.EncryptedLength(length).ShouldBe(encrypted);
        AesCbc.Encrypt(new byte[encrypted], new byte[length], NistKey, new byte[16]).ShouldBe(encrypted);
    }

    [Fact]
    public void Wrong_padding_and_impossible_lengths_do_not_decrypt()
    {
        byte[] block = new byte[16], target = new byte[64];
        using var aes = Aes.Create();
        aes.Key = NistKey;
        aes.EncryptCbc(new byte[16], new byte[16], block, PaddingMode.None); // a last byte of 0 is no padding
        AesCbc.TryDecrypt(target, block, NistKey, new byte[16], out _).ShouldBeFalse();
        foreach (int length in new[] { 0, 1, 15, 17, 31 })
            AesCbc.TryDecrypt(target, new byte[length], NistKey, new byte[16], out _).ShouldBeFalse();
    }

    private static byte[] Pbkdf2(string code, byte[] salt)
    {
        int iterations = TestData.Vectors.GetProperty("pbkdf2").GetProperty("iterations").GetInt32();
        return Rfc2898DeriveBytes.Pbkdf2(code, salt, iterations, HashAlgorithmName.SHA256, 32);
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}
