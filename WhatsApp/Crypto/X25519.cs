using Wasilo.WhatsApp.Crypto.Curve25519;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>Diffie-Hellman on Curve25519 (RFC 7748, 5 and 6.1), over bytes. Constant time, no allocation.</summary>
internal static class X25519
{
    internal const int KeyLength = 32;

    /// <summary>Fixes the bits that RFC 7748, 5 fixes: a multiple of 8 with its highest bit at 254.</summary>
    internal static void Clamp(Span<byte> privateKey)
    {
        privateKey[0] &= 0xF8;
        privateKey[31] &= 0x7F;
        privateKey[31] |= 0x40;
    }

    /// <summary>The public key of a private one.</summary>
    /// <remarks>
    /// Computed on the Edwards form of the curve with its table of the base point: the ladder would take two to three times as long.
    /// </remarks>
    internal static void DerivePublicKey(Span<byte> publicKey, ReadOnlySpan<byte> privateKey)
    {
        Span<byte> scalar = stackalloc byte[KeyLength];
        CopyClamped(scalar, privateKey);
        FixedBase.Multiply(out var point, scalar);
        point.EncodeMontgomery(publicKey);
        scalar.Clear();
    }

    /// <summary>
    /// The shared secret. False, with all zeros in <paramref name="secret"/>, if the public key has small order (RFC 7748, 6.1).
    /// </summary>
    internal static bool TryAgree(Span<byte> secret, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, KeyLength);
        Span<byte> scalar = stackalloc byte[KeyLength];
        CopyClamped(scalar, privateKey);
        FieldElement.Decode(out var u, publicKey);
        MontgomeryLadder.Multiply(out var shared, scalar, u);
        shared.CopyTo(secret);
        scalar.Clear();

        int any = 0;
        foreach (byte b in secret[..KeyLength])
            any |= b;
        return any != 0;
    }

    private static void CopyClamped(Span<byte> scalar, ReadOnlySpan<byte> privateKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, KeyLength);
        privateKey.CopyTo(scalar);
        Clamp(scalar);
    }
}
