using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>What this device knows of its own account from pairing.</summary>
internal static class OwnAccount
{
    /// <summary>The account's key, which signs its devices and is its phone's identity; null if it isn't there.</summary>
    internal static PublicKey? KeyOf(Credentials me)
    {
        try
        {
            var key = ADVSignedDeviceIdentity.Parser.ParseFrom(me.Account.Span).AccountSignatureKey;
            return key.Length == PublicKey.Length ? PublicKey.FromRaw(key.Span) : null;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidKeyException)
        {
            return null;
        }
    }
}
