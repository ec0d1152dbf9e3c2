using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Registration;

/// <summary>The phone's side of the device identity: it signs the device's identity key, and checks that the device signs back.</summary>
internal sealed class LinkedIdentity
{
    private readonly ADVSignedDeviceIdentity _signed;
    private readonly PublicKey _identity;

    private LinkedIdentity(ADVSignedDeviceIdentity signed, PublicKey identity)
    {
        _signed = signed;
        _identity = identity;
    }

    // What the signatures begin with, so that none can be taken for another: 06 00 the account's, 06 01 the device's.
    private static ReadOnlySpan<byte> AccountPrefix => [6, 0];

    private static ReadOnlySpan<byte> DevicePrefix => [6, 1];

    public static LinkedIdentity Sign(Phone phone, int device, PublicKey identity, DateTimeOffset now, IRandomSource random)
    {
        var details = new ADVDeviceIdentity
        {
            RawId = phone.AccountId,
            Timestamp = (ulong)now.ToUnixTimeSeconds(),
            KeyIndex = (uint)device,
            AccountType = ADVEncryptionType.E2Ee,
            DeviceType = ADVEncryptionType.E2Ee,
        }.ToByteArray();
        var signature = new byte[XEdDsa.SignatureLength];
        phone.AccountKey.Sign([.. AccountPrefix, .. details, .. identity.Bytes], random, signature);
        var signed = new ADVSignedDeviceIdentity
        {
            Details = ByteString.CopyFrom(details),
            AccountSignatureKey = ByteString.CopyFrom(phone.AccountKey.PublicKey.Bytes),
            AccountSignature = ByteString.CopyFrom(signature),
        };
        return new LinkedIdentity(signed, identity);
    }

    /// <summary>For the client, sealed with the secret of its QR code: ADVSignedDeviceIdentityHMAC.</summary>
    public byte[] Seal(byte[] secret)
    {
        var details = _signed.ToByteArray();
        return new ADVSignedDeviceIdentityHMAC
        {
            Details = ByteString.CopyFrom(details),
            Hmac = ByteString.CopyFrom(HMACSHA256.HashData(secret, details)),
        }.ToByteArray();
    }

    /// <summary>
    /// Takes the client's answer: the same identity with its own signature. Null if it says something else or the signature is wrong;
    /// otherwise the identity with all signatures, as others will get it.
    /// </summary>
    public byte[]? Complete(ReadOnlySpan<byte> answer)
    {
        ADVSignedDeviceIdentity theirs;
        try
        {
            theirs = ADVSignedDeviceIdentity.Parser.ParseFrom(answer);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }

        if (theirs.Details != _signed.Details || theirs.AccountSignature != _signed.AccountSignature)
            return null;
        byte[] message = [.. DevicePrefix, .. _signed.Details.Span, .. _identity.Bytes, .. _signed.AccountSignatureKey.Span];
        if (!XEdDsa.Verify(_identity, message, theirs.DeviceSignature.Span))
            return null;
        var complete = _signed.Clone();
        complete.DeviceSignature = theirs.DeviceSignature;
        return complete.ToByteArray();
    }
}
