using Wasilo.WhatsApp.Crypto.Curve25519;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>
/// The Schnorr signature at the heart of Ed25519 (RFC 8032, 5.1), once keys and nonce are there. XEdDSA differs only in those.
/// </summary>
internal static class EdDsa
{
    internal const int SignatureLength = 64;

    private const int PointLength = FieldElement.EncodedLength;

    /// <summary>signature = R || S with R = r·B and S = r + SHA-512(R || A || message)·a. Constant time in a and r.</summary>
    /// <param name="signature">Takes 64 bytes.</param>
    /// <param name="scalar">The secret scalar a, below 2^255.</param>
    /// <param name="encodedKey">A = a·B, encoded.</param>
    /// <param name="nonce">r: secret, and never the same for two messages.</param>
    /// <param name="message">What is signed.</param>
    internal static void Sign(
        Span<byte> signature, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> encodedKey, in Scalar nonce, ReadOnlySpan<byte> message)
    {
        Span<byte> nonceBytes = stackalloc byte[Scalar.Length];
        nonce.CopyTo(nonceBytes);
        FixedBase.Multiply(out var point, nonceBytes);
        point.Encode(signature);
        nonceBytes.Clear();

        var challenge = Challenge(signature[..PointLength], encodedKey, message);
        Scalar.MultiplyAdd(challenge, scalar, nonce).CopyTo(signature[PointLength..]);
    }

    /// <summary>
    /// True if S·B = R + SHA-512(R || A || message)·A, with S below L and R in its only encoding: one signature has one form, which
    /// is stricter than RFC 8032 demands and what Signal's XEdDSA demands.
    /// </summary>
    internal static bool Verify(
        in EdwardsPoint key, ReadOnlySpan<byte> encodedKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength || !Scalar.TryDecodeCanonical(out var s, signature[PointLength..]))
            return false;

        var challenge = Challenge(signature[..PointLength], encodedKey, message);
        DoubleScalar.Multiply(out var point, challenge, key.Negated, s);
        Span<byte> expected = stackalloc byte[PointLength];
        point.Encode(expected);
        return expected.SequenceEqual(signature[..PointLength]);
    }

    private static Scalar Challenge(ReadOnlySpan<byte> encodedPoint, ReadOnlySpan<byte> encodedKey, ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[Scalar.WideLength];
        Sha512Parts.Hash(hash, encodedPoint, encodedKey, message);
        return Scalar.Reduce(hash);
    }
}
