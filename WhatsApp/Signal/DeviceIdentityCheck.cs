using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal;

/// <summary>Holds what a companion device shows with its first message against its account's key.</summary>
/// <remarks>
/// The account's key, which is the identity of its phone, signs the device's identity, and the device signs the account's key in return.
/// </remarks>
internal static class DeviceIdentityCheck
{
    // What a signature is about; those of devices that WhatsApp hosts for businesses are another kind.
    private static ReadOnlySpan<byte> AccountPrefix => [6, 0];

    private static ReadOnlySpan<byte> DevicePrefix => [6, 1];

    private static ReadOnlySpan<byte> HostedAccountPrefix => [6, 5];

    private static ReadOnlySpan<byte> HostedDevicePrefix => [6, 6];

    /// <summary>The identity key that a prekey message (pkmsg) claims.</summary>
    /// <exception cref="SignalException">It isn't formed as one.</exception>
    internal static PublicKey IdentityOf(ReadOnlyMemory<byte> preKeyMessage) => PreKeyWhisperMessage.Parse(preKeyMessage).Identity;

    /// <summary>Returns the account's key, which is the identity of its phone.</summary>
    /// <param name="deviceIdentity">The content of <c>device-identity</c>.</param>
    /// <param name="device">The identity key that the device writes with.</param>
    /// <param name="account">The phone's identity key if it is known.</param>
    /// <exception cref="DeviceIdentityException">The device doesn't belong to the account.</exception>
    internal static PublicKey Verify(ReadOnlySpan<byte> deviceIdentity, PublicKey device, PublicKey? account)
    {
        var signed = Parse(ADVSignedDeviceIdentity.Parser, deviceIdentity);
        var details = Parse(ADVDeviceIdentity.Parser, signed.Details.Span);
        bool hosted = details.DeviceType == ADVEncryptionType.Hosted;
        var accountKey = AccountKey(signed, account);
        byte[] accountSigned = [.. hosted ? HostedAccountPrefix : AccountPrefix, .. signed.Details.Span, .. device.Bytes];
        if (!XEdDsa.Verify(accountKey, accountSigned, signed.AccountSignature.Span))
            throw new DeviceIdentityException("The account's key didn't sign the device's identity.");
        byte[] deviceSigned =
            [.. hosted ? HostedDevicePrefix : DevicePrefix, .. signed.Details.Span, .. device.Bytes, .. accountKey.Bytes];
        if (!XEdDsa.Verify(device, deviceSigned, signed.DeviceSignature.Span))
            throw new DeviceIdentityException("The device didn't sign its account's key.");
        return accountKey;
    }

    // The key is left out where the receiver is expected to know it.
    private static PublicKey AccountKey(ADVSignedDeviceIdentity signed, PublicKey? known)
    {
        if (signed.AccountSignatureKey.IsEmpty)
            return known ?? throw new DeviceIdentityException("The device doesn't name its account's key, and it isn't known.");
        if (signed.AccountSignatureKey.Length != PublicKey.Length)
            throw new DeviceIdentityException("The device names an account's key that isn't one.");
        var key = PublicKey.FromRaw(signed.AccountSignatureKey.Span);
        return known is null || known == key
            ? key
            : throw new DeviceIdentityException("The device belongs to another account than its phone has.");
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> encoded)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new DeviceIdentityException("The device's identity can't be read.", e);
        }
    }
}
