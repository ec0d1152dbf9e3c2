using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Storage;

/// <summary>A one-time prekey: someone takes it from the server to write first, and it is deleted with that first message.</summary>
/// <param name="Id">1 to 2^24 - 1.</param>
/// <param name="Key">The pair.</param>
public sealed record PreKey(uint Id, KeyPair Key);

/// <summary>A prekey that serves many, signed by the identity key.</summary>
/// <param name="Id">1 to 2^24 - 1.</param>
/// <param name="Key">The pair.</param>
/// <param name="Signature">XEdDSA over the public key with its type byte; 64 bytes.</param>
/// <param name="Created">When it was made.</param>
public sealed record SignedPreKey(uint Id, KeyPair Key, ReadOnlyMemory<byte> Signature, DateTimeOffset Created)
{
    internal static SignedPreKey Generate(uint id, KeyPair identity, IRandomSource random, DateTimeOffset now)
    {
        var key = KeyPair.Generate(random);
        byte[] signature = new byte[XEdDsa.SignatureLength];
        identity.Sign(key.PublicKey.ToTyped(), random, signature);
        return new SignedPreKey(id, key, signature, now);
    }
}
