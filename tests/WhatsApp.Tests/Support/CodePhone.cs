using System.Security.Cryptography;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>A phone into which a pairing code is typed: the other side of the exchange, written out from the protocol.</summary>
internal sealed class CodePhone
{
    private static readonly SeededRandomSource Random = new(123);

    private readonly Phone _phone;
    private readonly byte[] _wrappedDeviceKey;
    private readonly KeyPair _ephemeral = KeyPair.Generate(Random);
    private PublicKey _deviceEphemeral;

    internal CodePhone(Phone phone, Node hello)
    {
        hello["stage"].ShouldBe("companion_hello");
        _phone = phone;
        _wrappedDeviceKey = hello.Child("link_code_pairing_wrapped_companion_ephemeral_pub")!.Bytes.ToArray();
        _wrappedDeviceKey.Length.ShouldBe(80);
        hello.Child("companion_platform_display")!.Text.ShouldBe("Chrome (Mac OS)");
        hello.Child("companion_server_auth_key_pub")!.Bytes.Length.ShouldBe(32);
    }

    /// <summary>The device's identity, once it has told it.</summary>
    internal PublicKey Device { get; private set; }

    internal static Node Reference(string stage) => new(
        "link_code_companion_reg", [("stage", stage)], [new Node("link_code_pairing_ref", content: "3@code"u8.ToArray())]);

    internal Node Type(string code)
    {
        byte[] key = new byte[32];
        Apply(code, _wrappedDeviceKey.AsSpan(0, 48), _wrappedDeviceKey.AsSpan(48), key);
        _deviceEphemeral = PublicKey.FromRaw(key);
        byte[] wrapped = new byte[80];
        Random.Fill(wrapped.AsSpan(0, 48));
        Apply(code, wrapped.AsSpan(0, 48), _ephemeral.PublicKey.Bytes, wrapped.AsSpan(48));
        var hello = new Node("link_code_companion_reg", [("stage", "primary_hello")],
        [
            new Node("link_code_pairing_wrapped_primary_ephemeral_pub", content: wrapped),
            new Node("primary_identity_pub", content: _phone.Account.PublicKey.Bytes.ToArray()),
            new Node("link_code_pairing_ref", content: "3@code"u8.ToArray()),
        ]);
        return new Node(
            "notification", [("from", Jid.WhatsApp), ("type", "link_code_companion_reg"), ("id", "typed"), ("t", "1700000000")], [hello]);
    }

    /// <summary>Opens the key bundle, and returns the secret that both have now.</summary>
    internal byte[] Finish(Node finish)
    {
        finish["stage"].ShouldBe("companion_finish");
        byte[] bundle = finish.Child("link_code_pairing_wrapped_key_bundle")!.Bytes.ToArray();
        byte[] shared = new byte[32];
        _ephemeral.Agree(_deviceEphemeral, shared);
        byte[] key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, shared, 32, bundle[..32], "link_code_pairing_key_bundle_encryption_key"u8.ToArray());
        using var aes = AesGcmSeal.Create(key);
        byte[] content = new byte[96];
        AesGcmSeal.TryOpen(aes, content, bundle.AsSpan(44), bundle.AsSpan(32, 12), []).ShouldBeTrue();
        Device = PublicKey.FromRaw(content.AsSpan(0, 32));
        finish.Child("companion_identity_public")!.Bytes.ToArray().ShouldBe(content[..32]);
        content[32..64].ShouldBe(_phone.Account.PublicKey.Bytes.ToArray());
        byte[] identities = new byte[32];
        _phone.Account.Agree(Device, identities);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, [.. shared, .. identities, .. content[64..]], 32, [], "adv_secret"u8.ToArray());
    }

    private static void Apply(string code, ReadOnlySpan<byte> saltAndIv, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(code, saltAndIv[..32], 131072, HashAlgorithmName.SHA256, 32);
        AesCtr.Transform(destination, source, key, saltAndIv[32..]);
    }
}
