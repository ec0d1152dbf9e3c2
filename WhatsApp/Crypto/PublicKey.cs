using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>
/// A Curve25519 public key: the u-coordinate, 32 bytes. The same key agrees on secrets (X25519) and verifies signatures (XEdDSA).
/// </summary>
/// <remarks>
/// WhatsApp writes keys in two forms: the 32 bytes alone (Noise, certificates, pairing), and 33 bytes with the type 0x05 in front
/// (everything that comes from Signal). Each place of the protocol has one form, so reading has a method for each and guesses nothing.
/// </remarks>
public readonly struct PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the key alone.</summary>
    public const int Length = 32;

    /// <summary>Length of the key with its type byte.</summary>
    public const int TypedLength = Length + 1;

    /// <summary>Signal's type byte for Curve25519 keys; the only type there is.</summary>
    public const byte Type = 0x05;

    private readonly KeyBytes _bytes;

    private PublicKey(ReadOnlySpan<byte> raw) => raw.CopyTo(_bytes);

    /// <summary>The 32 bytes, where the key lies.</summary>
    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Two keys are equal if their bytes are; the comparison's time tells nothing about them.</summary>
    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    /// <summary>The opposite of equal.</summary>
    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    /// <summary>Reads the 32-byte form.</summary>
    /// <exception cref="InvalidKeyException">There are not exactly 32 bytes.</exception>
    public static PublicKey FromRaw(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new PublicKey(bytes)
        : throw new InvalidKeyException($"A public key has {Length} bytes here; got {bytes.Length}.");

    /// <summary>Reads the 33-byte form.</summary>
    /// <exception cref="InvalidKeyException">There are not exactly 33 bytes, or the first isn't 0x05.</exception>
    public static PublicKey FromTyped(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != TypedLength)
            throw new InvalidKeyException($"A public key with its type has {TypedLength} bytes; got {bytes.Length}.");
        return bytes[0] == Type
            ? new PublicKey(bytes[1..])
            : throw new InvalidKeyException($"Unknown public key type 0x{bytes[0]:x2}; only 0x{Type:x2} (Curve25519) is known.");
    }

    /// <summary>The 32-byte form.</summary>
    public byte[] ToRaw() => Bytes.ToArray();

    /// <summary>The 33-byte form.</summary>
    public byte[] ToTyped() => [Type, .. Bytes];

    /// <inheritdoc/>
    public bool Equals(PublicKey other) => CryptographicOperations.FixedTimeEquals(Bytes, other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>The 32 bytes in hexadecimal: a public key is no secret.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    [InlineArray(Length)]
    private struct KeyBytes
    {
        private byte _first;
    }
}
