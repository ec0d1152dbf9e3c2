using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Crypto.Curve25519;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>
/// Ed25519 (RFC 8032, 5.1) over the engine's arithmetic. The engine itself signs with XEdDSA only; this is how its parts meet the RFC's
/// vectors.
/// </summary>
internal static class Ed25519
{
    internal static byte[] PublicKey(byte[] seed)
    {
        FixedBase.Multiply(out var point, SecretScalar(SHA512.HashData(seed)));
        byte[] encoded = new byte[32];
        point.Encode(encoded);
        return encoded;
    }

    internal static byte[] Sign(byte[] seed, byte[] message)
    {
        byte[] expanded = SHA512.HashData(seed);
        var nonce = Scalar.Reduce(SHA512.HashData([.. expanded[32..], .. message]));
        byte[] signature = new byte[EdDsa.SignatureLength];
        EdDsa.Sign(signature, SecretScalar(expanded), PublicKey(seed), nonce, message);
        return signature;
    }

    internal static bool Verify(byte[] publicKey, byte[] message, byte[] signature) =>
        EdwardsPoint.TryDecode(out var key, publicKey) && EdDsa.Verify(key, publicKey, message, signature);

    private static byte[] SecretScalar(byte[] expanded)
    {
        byte[] scalar = expanded[..32];
        X25519.Clamp(scalar);
        return scalar;
    }
}
