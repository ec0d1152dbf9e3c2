using System.Buffers.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Phones;

/// <summary>The keys that a client registers with.</summary>
/// <param name="Noise">By which it is known again at each login.</param>
/// <param name="Identity">Its Signal identity.</param>
/// <param name="RegistrationId">Its Signal registration id.</param>
/// <param name="SignedPrekey">The first one.</param>
internal sealed record DeviceKeys(PublicKey Noise, PublicKey Identity, uint RegistrationId, SignedPrekey SignedPrekey)
{
    /// <exception cref="InvalidKeyException">A key is missing or malformed, or the prekey isn't signed by the identity.</exception>
    public static DeviceKeys Read(PublicKey noise, ClientPayload.Types.DevicePairingRegistrationData data)
    {
        if (data.ERegid.Length != sizeof(uint))
            throw new InvalidKeyException($"A registration id has 4 bytes; got {data.ERegid.Length}.");
        if (data.EKeytype.Span is not [PublicKey.Type])
            throw new InvalidKeyException("The key type of a registration must be 05.");
        var identity = PublicKey.FromRaw(data.EIdent.Span);
        var prekey = SignedPrekey.Read(data.ESkeyId.Span, data.ESkeyVal.Span, data.ESkeySig.Span, identity);
        return new DeviceKeys(noise, identity, BinaryPrimitives.ReadUInt32BigEndian(data.ERegid.Span), prekey);
    }
}
