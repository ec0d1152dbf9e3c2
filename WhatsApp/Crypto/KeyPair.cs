using System.Diagnostics;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>A Curve25519 key pair. Its private half leaves only through <see cref="ExportPrivateKey"/>; nothing prints it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KeyPair
{
    /// <summary>Length of a private key.</summary>
    public const int PrivateKeyLength = X25519.KeyLength;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _privateKey;

    private KeyPair(byte[] privateKey)
    {
        _privateKey = privateKey;
        X25519.Clamp(_privateKey);
        Span<byte> publicKey = stackalloc byte[PublicKey.Length];
        X25519.DerivePublicKey(publicKey, _privateKey);
        PublicKey = PublicKey.FromRaw(publicKey);
    }

    private KeyPair(byte[] privateKey, PublicKey publicKey)
    {
        _privateKey = privateKey;
        PublicKey = publicKey;
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>Makes a new key pair.</summary>
    public static KeyPair Generate(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        byte[] privateKey = new byte[PrivateKeyLength];
        random.Fill(privateKey);
        return new KeyPair(privateKey);
    }

    /// <summary>The pair of a stored private key. The bytes are copied; bits that every private key has fixed are set.</summary>
    /// <exception cref="InvalidKeyException">There are not exactly 32 bytes.</exception>
    public static KeyPair FromPrivateKey(ReadOnlySpan<byte> privateKey) => privateKey.Length == PrivateKeyLength
        ? new KeyPair(privateKey.ToArray())
        : throw new InvalidKeyException($"A private key has {PrivateKeyLength} bytes; got {privateKey.Length}.");

    /// <summary>Copies the private key out, for a store that keeps it safe.</summary>
    public void ExportPrivateKey(Span<byte> destination) => _privateKey.CopyTo(destination);

    /// <summary>Says which pair it is by its public half.</summary>
    public override string ToString() => $"KeyPair {PublicKey}";

    /// <summary>A pair of which both halves were stored: deriving the public one again would cost as much as an agreement.</summary>
    /// <param name="privateKey">32 bytes, clamped, as <see cref="ExportPrivateKey"/> gave them.</param>
    /// <param name="publicKey">Its public half; not checked.</param>
    internal static KeyPair FromHalves(ReadOnlySpan<byte> privateKey, PublicKey publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, PrivateKeyLength);
        return new KeyPair(privateKey.ToArray(), publicKey);
    }

    /// <summary>The X25519 secret shared with the owner of <paramref name="theirs"/>: 32 bytes.</summary>
    /// <exception cref="InvalidKeyException">Their key has small order: the secret would be zero whatever our key is.</exception>
    internal void Agree(PublicKey theirs, Span<byte> secret)
    {
        if (!X25519.TryAgree(secret, _privateKey, theirs.Bytes))
            throw new InvalidKeyException("The other side's public key has small order and gives no secret; no honest side has it.");
    }

    /// <summary>Writes the XEdDSA signature of <paramref name="message"/>: 64 bytes.</summary>
    internal void Sign(ReadOnlySpan<byte> message, IRandomSource random, Span<byte> signature)
    {
        Span<byte> noise = stackalloc byte[XEdDsa.RandomLength];
        random.Fill(noise);
        XEdDsa.Sign(signature, _privateKey, message, noise);
        CryptographicOperations.ZeroMemory(noise);
    }

    /// <summary>Overwrites the private half of a pair that was only good for one exchange; the pair is unusable then.</summary>
    internal void Erase() => CryptographicOperations.ZeroMemory(_privateKey);
}
