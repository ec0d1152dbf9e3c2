using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>The half of a pairing that the phone makes.</summary>
internal sealed class Phone
{
    private static readonly SeededRandomSource Random = new(99);

    internal KeyPair Account { get; } = KeyPair.Generate(Random);

    internal ADVEncryptionType AccountType { get; init; } = ADVEncryptionType.E2Ee;

    internal ADVEncryptionType DeviceType { get; init; } = ADVEncryptionType.E2Ee;

    /// <summary>An authenticated device identity.</summary>
    internal byte[] Identify(PublicKey device, byte[] secret, uint keyIndex)
    {
        byte[] details = new ADVDeviceIdentity
        {
            RawId = 17,
            Timestamp = 1_700_000_000,
            KeyIndex = keyIndex,
            AccountType = AccountType,
            DeviceType = DeviceType,
        }.ToByteArray();
        byte[] signature = new byte[XEdDsa.SignatureLength];
        byte kind = DeviceType == ADVEncryptionType.Hosted ? (byte)5 : (byte)0;
        Account.Sign([6, kind, .. details, .. device.Bytes], Random, signature);
        byte[] signed = new ADVSignedDeviceIdentity
        {
            Details = ByteString.CopyFrom(details),
            AccountSignatureKey = ByteString.CopyFrom(Account.PublicKey.Bytes),
            AccountSignature = ByteString.CopyFrom(signature),
        }.ToByteArray();
        byte[] message = AccountType == ADVEncryptionType.Hosted ? [6, 5, .. signed] : signed;
        return new ADVSignedDeviceIdentityHMAC
        {
            Details = ByteString.CopyFrom(signed),
            Hmac = ByteString.CopyFrom(HMACSHA256.HashData(secret, message)),
            AccountType = AccountType,
        }.ToByteArray();
    }
}
