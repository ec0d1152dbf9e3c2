using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto.Curve25519;

namespace Wasilo.WhatsApp.Crypto;

/// <summary>
/// Signatures with X25519 keys ("The XEdDSA and VXEdDSA Signature Schemes", Signal 2016), in the form that WhatsApp's clients write.
/// </summary>
/// <remarks>
/// A Montgomery key is a u-coordinate, which leaves the sign of the Edwards point's x open. The paper makes it positive by negating the
/// private key. Signal's own libraries, and so WhatsApp, keep the private key and put the sign into the highest bit of the signature,
/// which S, being below 2^253, leaves free. A signature made either way verifies here.
/// </remarks>
internal static class XEdDsa
{
    internal const int SignatureLength = EdDsa.SignatureLength;
    internal const int RandomLength = 64;

    private const byte SignBit = 0x80;

    // hash_1 of the paper, 2.3: 2^256 - 1 - 1, little-endian, keeps the nonce's hash apart from every other use of SHA-512 here.
    private static ReadOnlySpan<byte> NoncePrefix =>
    [
        0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    ];

    /// <summary>Constant time in the private key and the nonce.</summary>
    /// <param name="signature">Takes 64 bytes.</param>
    /// <param name="privateKey">32 bytes, clamped.</param>
    /// <param name="message">What is signed.</param>
    /// <param name="random">64 bytes, fresh for each signature.</param>
    internal static void Sign(
        Span<byte> signature, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, X25519.KeyLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomLength);
        Span<byte> hash = stackalloc byte[Scalar.WideLength];
        Sha512Parts.Hash(hash, NoncePrefix, privateKey, message, random);
        var nonce = Scalar.Reduce(hash);
        CryptographicOperations.ZeroMemory(hash);
        Sign(signature, privateKey, message, nonce);
    }

    /// <summary>
    /// Signs with a given nonce. Apart from the above because other libraries derive it in other ways, which a test can repeat.
    /// </summary>
    internal static void Sign(Span<byte> signature, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message, in Scalar nonce)
    {
        Span<byte> encodedKey = stackalloc byte[FieldElement.EncodedLength];
        FixedBase.Multiply(out var key, privateKey);
        key.Encode(encodedKey);
        EdDsa.Sign(signature, privateKey, encodedKey, nonce, message);
        signature[SignatureLength - 1] |= (byte)(encodedKey[^1] & SignBit);
    }

    /// <summary>
    /// True if the signature is the key's. False also for what no honest signer sends: a key that isn't on the curve, not canonical or of
    /// small order (it would "sign" any message), an S that isn't below L, a length other than 64.
    /// </summary>
    internal static bool Verify(in PublicKey publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        bool negative = (signature[^1] & SignBit) != 0;
        if (!EdwardsPoint.TryFromMontgomery(out var key, publicKey.Bytes, negative) || key.HasSmallOrder)
            return false;

        Span<byte> encodedKey = stackalloc byte[FieldElement.EncodedLength];
        key.EncodeAffine(encodedKey);
        Span<byte> plain = stackalloc byte[SignatureLength];
        signature.CopyTo(plain);
        plain[^1] &= 0x7F;
        return EdDsa.Verify(key, encodedKey, message, plain);
    }
}
