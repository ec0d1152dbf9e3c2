using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Crypto;

public class KeyPairTests
{
    [Fact]
    public void The_stored_keys_of_the_vectors_have_their_public_halves()
    {
        foreach (var key in TestData.Vectors.GetProperty("keys").EnumerateObject().Where(key => key.Name != "note"))
        {
            var pair = KeyPair.FromPrivateKey(key.Value.Hex("priv"));
            pair.PublicKey.ToTyped().ShouldBe(key.Value.Hex("pub33"), key.Name);
            PublicKey.FromTyped(key.Value.Hex("pub33")).ShouldBe(pair.PublicKey);
            PublicKey.FromRaw(key.Value.Hex("pub33").AsSpan(1)).ShouldBe(pair.PublicKey);
        }
    }

    [Fact]
    public void An_exported_key_comes_back_as_the_same_pair()
    {
        var pair = KeyPair.Generate(new SeededRandomSource(5));
        byte[] exported = new byte[KeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(exported);

        KeyPair.FromPrivateKey(exported).PublicKey.ShouldBe(pair.PublicKey);
        (exported[0] & 7, exported[31] & 0xC0).ShouldBe((0, 0x40));
    }

    [Fact]
    public void Nothing_prints_the_private_key()
    {
        var pair = KeyPair.Generate(new SeededRandomSource(5));
        byte[] exported = new byte[KeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(exported);

        pair.ToString().ShouldBe($"KeyPair {pair.PublicKey}");
        pair.ToString().ShouldNotContain(Convert.ToHexStringLower(exported));
        typeof(KeyPair).GetProperties().Select(property => property.Name).ShouldBe([nameof(KeyPair.PublicKey)]);
    }

    [Fact]
    public void Two_pairs_agree_on_one_secret()
    {
        var random = new SeededRandomSource(6);
        KeyPair alice = KeyPair.Generate(random), bob = KeyPair.Generate(random);
        byte[] atAlice = new byte[32], atBob = new byte[32];
        alice.Agree(bob.PublicKey, atAlice);
        bob.Agree(alice.PublicKey, atBob);
        atAlice.ShouldBe(atBob);
        alice.PublicKey.ShouldNotBe(bob.PublicKey);
    }

    [Fact]
    public void A_public_key_without_security_is_an_invalid_key() =>
        Should.Throw<InvalidKeyException>(() => KeyPair.Generate(new SeededRandomSource(6)).Agree(default, new byte[32]));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Raw_keys_have_32_bytes(int length)
    {
        Should.Throw<InvalidKeyException>(() => PublicKey.FromRaw(new byte[length]));
        Should.Throw<InvalidKeyException>(() => KeyPair.FromPrivateKey(new byte[length]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("05")]
    [InlineData("058dda06980a6b30c7810a5e8b5bf24238795eb2472ae25e9ed4554ace3f2917")]
    [InlineData("048dda06980a6b30c7810a5e8b5bf24238795eb2472ae25e9ed4554ace3f291701")]
    [InlineData("058dda06980a6b30c7810a5e8b5bf24238795eb2472ae25e9ed4554ace3f29170100")]
    public void Typed_keys_have_the_type_and_33_bytes(string bytes) =>
        Should.Throw<InvalidKeyException>(() => PublicKey.FromTyped(Convert.FromHexString(bytes)));

    [Fact]
    public void Equal_keys_have_equal_hashes()
    {
        var key = KeyPair.Generate(new SeededRandomSource(8)).PublicKey;
        var same = PublicKey.FromRaw(key.ToRaw());
        (key == same, key != same, key.Equals((object)same), key.GetHashCode() == same.GetHashCode()).ShouldBe((true, false, true, true));
        (key == default, key.Equals("key")).ShouldBe((false, false));
    }
}
