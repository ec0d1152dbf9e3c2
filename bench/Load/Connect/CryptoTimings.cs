using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Load.Connect;

/// <summary>What a handshake, a pairing and a message's session cost in elliptic curves.</summary>
internal static class CryptoTimings
{
    /// <summary>Signed in practice: a typed public key of 33 bytes, as in a signed prekey.</summary>
    public static void Measure(Dictionary<string, double> figures)
    {
        var random = SystemRandomSource.Instance;
        var ours = KeyPair.Generate(random);
        var theirs = KeyPair.Generate(random).PublicKey;
        var message = theirs.ToTyped();
        var secret = new byte[X25519.KeyLength];
        var signature = new byte[XEdDsa.SignatureLength];
        ours.Sign(message, random, signature);

        figures["x25519_us"] = Timing.Microseconds(() => ours.Agree(theirs, secret));
        if (LibCrypto.IsThere)
            figures["x25519_libcrypto_us"] = MeasureLibCrypto(ours, theirs, secret);

        figures["x25519_keygen_us"] = Timing.Microseconds(() => KeyPair.Generate(random));
        figures["xeddsa_sign_us"] = Timing.Microseconds(() => ours.Sign(message, random, signature));
        figures["xeddsa_verify_us"] = Timing.Microseconds(() => Demand(XEdDsa.Verify(ours.PublicKey, message, signature), "verify"));
    }

    private static double MeasureLibCrypto(KeyPair ours, PublicKey theirs, byte[] expected)
    {
        var privateKey = new byte[KeyPair.PrivateKeyLength];
        ours.ExportPrivateKey(privateKey);
        var publicKey = theirs.ToRaw();
        var secret = new byte[X25519.KeyLength];
        LibCrypto.Agree(secret, privateKey, publicKey);
        Demand(secret.AsSpan().SequenceEqual(expected), "agree with libcrypto");
        return Timing.Microseconds(() => LibCrypto.Agree(secret, privateKey, publicKey));
    }

    private static void Demand(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException($"Our keys don't {what}; a time for wrong results means nothing.");
    }
}
