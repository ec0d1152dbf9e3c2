using System.Security.Cryptography;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal;

internal sealed partial record Session
{
    /// <summary>A session that this device begins.</summary>
    /// <exception cref="SignalException">The bundle isn't signed by its identity, or a key in it gives no secret.</exception>
    internal static Session Initiate(PreKeyBundle bundle, in LocalDevice me)
    {
        if (!XEdDsa.Verify(bundle.Identity, bundle.SignedPreKey.ToTyped(), bundle.SignedPreKeySignature.Span))
            throw new SignalSignatureException("The device's signed prekey isn't signed by its identity key.");
        var baseKey = KeyPair.Generate(me.Random);
        X3dh.Initiate(me.Identity, baseKey, bundle, out var root);
        baseKey.Erase();
        var ratchet = KeyPair.Generate(me.Random);
        Step(root, ratchet, bundle.SignedPreKey, out var nextRoot, out var chain);
        return new Session
        {
            BaseKey = baseKey.PublicKey,
            RemoteIdentity = bundle.Identity,
            RemoteRegistrationId = bundle.RegistrationId,
            Root = nextRoot,
            Ratchet = ratchet,
            Sending = new MessageChain(chain),
            Pending = new PendingPreKey(bundle.PreKey is null ? null : bundle.PreKeyId, bundle.SignedPreKeyId),
        };
    }

    /// <summary>A session that the other side began. It isn't one before its first message is decrypted, which turns the ratchet.</summary>
    /// <exception cref="SignalKeyException">A key in the message gives no secret.</exception>
    internal static Session Respond(PreKeyWhisperMessage message, KeyPair signedPreKey, KeyPair? preKey, in LocalDevice me)
    {
        X3dh.Respond(me.Identity, signedPreKey, preKey, message.Identity, message.BaseKey, out var root);
        return new Session
        {
            BaseKey = message.BaseKey,
            RemoteIdentity = message.Identity,
            RemoteRegistrationId = message.RegistrationId,
            Root = root,
            Ratchet = signedPreKey,
            Sending = new MessageChain(default),
        };
    }

    // A turn of the ratchet: the root key moves on with what two ratchet keys agree on, and a chain begins.
    private static void Step(in Key32 root, KeyPair ours, in PublicKey theirs, out Key32 nextRoot, out Key32 chain)
    {
        Span<byte> agreed = stackalloc byte[Key32.Length];
        try
        {
            ours.Agree(theirs, agreed);
        }
        catch (InvalidKeyException e)
        {
            throw new SignalKeyException("The other side's ratchet key gives no secret.", e);
        }

        KeySchedule.Ratchet(root, agreed, out nextRoot, out chain);
        CryptographicOperations.ZeroMemory(agreed);
    }
}
