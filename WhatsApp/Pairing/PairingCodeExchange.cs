using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>Pairing by code: the two sides swap ephemeral keys under it, and derive the secret that proves the pairing.</summary>
/// <remarks>
/// <code>
/// wrap(key)  = salt(32) || iv(16) || AES-256-CTR(PBKDF2-SHA256(code, salt, 131072), iv, key)
/// shared     = DH(our ephemeral, the phone's ephemeral)
/// bundle key = HKDF(shared, salt, "link_code_pairing_key_bundle_encryption_key")
/// bundle     = salt(32) || nonce(12) || AES-256-GCM(bundle key, nonce, our identity || its identity || random)
/// adv secret = HKDF(shared || DH(our identity, its identity) || random, "adv_secret")
/// </code>
/// Good for one exchange.
/// </remarks>
internal sealed class PairingCodeExchange : IDisposable
{
    internal const int WrappedKeyLength = SaltLength + AesCtr.BlockLength + PublicKey.Length;

    private const int SaltLength = 32;
    private const int SecretLength = 32;
    private const int Iterations = 2 << 16;

    private readonly string _code;
    private readonly KeyPair _ephemeral;

    internal PairingCodeExchange(string code, IRandomSource random)
    {
        _code = code;
        _ephemeral = KeyPair.Generate(random);
    }

    private static ReadOnlySpan<byte> BundleKeyInfo => "link_code_pairing_key_bundle_encryption_key"u8;

    private static ReadOnlySpan<byte> AdvSecretInfo => "adv_secret"u8;

    /// <summary>Our ephemeral key under the code.</summary>
    internal byte[] WrapOurKey(IRandomSource random)
    {
        byte[] wrapped = new byte[WrappedKeyLength];
        random.Fill(wrapped.AsSpan(0, SaltLength + AesCtr.BlockLength));
        ApplyCode(wrapped, _ephemeral.PublicKey.Bytes, wrapped.AsSpan(SaltLength + AesCtr.BlockLength));
        return wrapped;
    }

    /// <summary>Answers the phone: the key bundle for it, and the secret that its pairing will be authenticated with.</summary>
    /// <param name="wrappedPhoneKey">The phone's ephemeral key under the code.</param>
    /// <param name="identity">Our identity.</param>
    /// <param name="phoneIdentity">The phone's.</param>
    /// <param name="random">For salt, nonce and our part of the secret.</param>
    /// <exception cref="MalformedPairingException">The wrapped key has the wrong length.</exception>
    /// <exception cref="InvalidKeyException">A key has small order.</exception>
    internal (byte[] Bundle, byte[] AdvSecret) Answer(
        ReadOnlySpan<byte> wrappedPhoneKey, KeyPair identity, PublicKey phoneIdentity, IRandomSource random)
    {
        if (wrappedPhoneKey.Length != WrappedKeyLength)
            throw new MalformedPairingException($"The phone's wrapped key has {wrappedPhoneKey.Length} bytes, not {WrappedKeyLength}.");
        Span<byte> phoneKey = stackalloc byte[PublicKey.Length];
        ApplyCode(wrappedPhoneKey, wrappedPhoneKey[(SaltLength + AesCtr.BlockLength)..], phoneKey);

        Span<byte> secrets = stackalloc byte[3 * SecretLength];
        var shared = secrets[..SecretLength];
        var identities = secrets.Slice(SecretLength, SecretLength);
        var ours = secrets[(2 * SecretLength)..];
        _ephemeral.Agree(PublicKey.FromRaw(phoneKey), shared);
        identity.Agree(phoneIdentity, identities);
        random.Fill(ours);

        byte[] bundle = SealBundle(shared, [.. identity.PublicKey.Bytes, .. phoneIdentity.Bytes, .. ours], random);
        byte[] advSecret = new byte[SecretLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secrets, advSecret, [], AdvSecretInfo);
        CryptographicOperations.ZeroMemory(secrets);
        return (bundle, advSecret);
    }

    public void Dispose() => _ephemeral.Erase();

    private static byte[] SealBundle(ReadOnlySpan<byte> shared, byte[] content, IRandomSource random)
    {
        byte[] bundle = new byte[SaltLength + AesGcmSeal.NonceLength + content.Length + AesGcmSeal.TagLength];
        var salt = bundle.AsSpan(0, SaltLength);
        var nonce = bundle.AsSpan(SaltLength, AesGcmSeal.NonceLength);
        random.Fill(salt);
        random.Fill(nonce);
        Span<byte> key = stackalloc byte[AesGcmSeal.KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, salt, BundleKeyInfo);
        using (var aes = AesGcmSeal.Create(key))
            AesGcmSeal.Seal(aes, bundle.AsSpan(SaltLength + AesGcmSeal.NonceLength), content, nonce, []);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(content);
        return bundle;
    }

    // Counter mode: wrapping and unwrapping are the same.
    private void ApplyCode(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Span<byte> key = stackalloc byte[AesGcmSeal.KeyLength];
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(_code), wrapped[..SaltLength], key, Iterations, HashAlgorithmName.SHA256);
        AesCtr.Transform(destination, source, key, wrapped.Slice(SaltLength, AesCtr.BlockLength));
        CryptographicOperations.ZeroMemory(key);
    }
}
