using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Directory;

/// <summary>What a device's signed identity proves.</summary>
internal enum DeviceProofResult
{
    /// <summary>The account signed the device, and the device its account.</summary>
    Genuine,

    /// <summary>The same, but the account isn't the one that was expected: its identity has changed, or it is someone else's device.</summary>
    OtherAccount,

    /// <summary>A signature doesn't hold, or it can't be read.</summary>
    Forged,
}

/// <summary>Whether a companion device belongs to its account, told by its "device-identity".</summary>
/// <remarks>Other clients don't look at it. Without it the server could add devices of its own to any account.</remarks>
internal static class DeviceProof
{
    /// <summary>Checks both signatures.</summary>
    /// <param name="encoded">An ADVSignedDeviceIdentity.</param>
    /// <param name="device">The device's Signal identity.</param>
    /// <param name="account">The account's, that is the phone's; null if it isn't known, and the key that is named must do.</param>
    internal static DeviceProofResult Check(ReadOnlySpan<byte> encoded, PublicKey device, PublicKey? account)
    {
        try
        {
            var signed = ADVSignedDeviceIdentity.Parser.ParseFrom(encoded);
            var details = ADVDeviceIdentity.Parser.ParseFrom(signed.Details);
            var named = signed.AccountSignatureKey.Length == PublicKey.Length
                ? PublicKey.FromRaw(signed.AccountSignatureKey.Span)
                : account;
            if (named is not { } key || !IsSigned(signed, details.DeviceType == ADVEncryptionType.Hosted, key, device))
                return DeviceProofResult.Forged;
            return account is null || account == key ? DeviceProofResult.Genuine : DeviceProofResult.OtherAccount;
        }
        catch (InvalidProtocolBufferException)
        {
            return DeviceProofResult.Forged;
        }
    }

    private static bool IsSigned(ADVSignedDeviceIdentity signed, bool hosted, PublicKey account, PublicKey device)
    {
        byte[] byAccount = [6, hosted ? (byte)5 : (byte)0, .. signed.Details.Span, .. device.Bytes];
        byte[] byDevice = [6, 1, .. signed.Details.Span, .. device.Bytes, .. account.Bytes];
        if (!XEdDsa.Verify(account, byAccount, signed.AccountSignature.Span))
            return false;
        if (XEdDsa.Verify(device, byDevice, signed.DeviceSignature.Span))
            return true;
        byDevice[1] = 6; // a hosted device's own prefix, which it doesn't use when it is linked as others are
        return hosted && XEdDsa.Verify(device, byDevice, signed.DeviceSignature.Span);
    }
}
