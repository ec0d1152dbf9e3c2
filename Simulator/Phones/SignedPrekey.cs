using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Simulator.Phones;

/// <summary>A prekey that is handed out again and again, signed by the device's identity.</summary>
internal sealed record SignedPrekey(uint Id, PublicKey Key, byte[] Signature)
{
    /// <exception cref="InvalidKeyException">A part is malformed, or the signature isn't the identity's.</exception>
    public static SignedPrekey Read(ReadOnlySpan<byte> id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature, PublicKey identity)
    {
        var prekey = new SignedPrekey(PrekeyId.Read(id), PublicKey.FromRaw(key), signature.ToArray());
        return XEdDsa.Verify(identity, prekey.Key.ToTyped(), signature)
            ? prekey
            : throw new InvalidKeyException("The signed prekey isn't signed by the device's identity.");
    }
}
