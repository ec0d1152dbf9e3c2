using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>A device's identity as its account has signed it and the device has signed it back.</summary>
/// <param name="Account">Encoded, whole: what others are shown.</param>
/// <param name="Reply">Encoded without the account's key: what the server is answered with.</param>
/// <param name="AccountKey">The account's key, which is also the phone's Signal identity.</param>
/// <param name="KeyIndex">The device's number among the account's devices.</param>
internal sealed record DeviceIdentity(byte[] Account, byte[] Reply, PublicKey AccountKey, uint KeyIndex)
{
    // What a signature is about; keeps those of one kind from passing as another.
    private static ReadOnlySpan<byte> AccountPrefix => [6, 0];

    private static ReadOnlySpan<byte> HostedAccountPrefix => [6, 5];

    private static ReadOnlySpan<byte> DevicePrefix => [6, 1];

    /// <summary>Verifies what the phone made, and signs it.</summary>
    /// <param name="authenticated">The content of pair-success.</param>
    /// <param name="secrets">The secrets that the phone may have: of the QR code, and of a pairing code.</param>
    /// <param name="identity">This device's.</param>
    /// <param name="random">For the signature.</param>
    /// <exception cref="PairingException">It isn't genuine: one type for each reason.</exception>
    internal static DeviceIdentity Accept(
        ReadOnlySpan<byte> authenticated, IEnumerable<ReadOnlyMemory<byte>> secrets, KeyPair identity, IRandomSource random)
    {
        var outer = Parse(ADVSignedDeviceIdentityHMAC.Parser, authenticated, "authenticated device identity");
        CheckSecret(outer, secrets);
        var signed = Parse(ADVSignedDeviceIdentity.Parser, outer.Details.Span, "signed device identity");
        var details = Parse(ADVDeviceIdentity.Parser, signed.Details.Span, "device identity");
        var accountKey = CheckAccount(signed, details, identity);

        byte[] signature = new byte[XEdDsa.SignatureLength];
        identity.Sign(
            [.. DevicePrefix, .. signed.Details.Span, .. identity.PublicKey.Bytes, .. accountKey.Bytes], random, signature);
        signed.DeviceSignature = ByteString.CopyFrom(signature);
        byte[] account = signed.ToByteArray();
        signed.ClearAccountSignatureKey();
        return new DeviceIdentity(account, signed.ToByteArray(), accountKey, details.KeyIndex);
    }

    private static void CheckSecret(ADVSignedDeviceIdentityHMAC outer, IEnumerable<ReadOnlyMemory<byte>> secrets)
    {
        byte[] message = [.. outer.AccountType == ADVEncryptionType.Hosted ? HostedAccountPrefix : [], .. outer.Details.Span];
        bool matches = false;
        foreach (var secret in secrets)
            matches |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret.Span, message), outer.Hmac.Span);
        if (!matches)
            throw new PairingSecretMismatchException();
    }

    private static PublicKey CheckAccount(ADVSignedDeviceIdentity signed, ADVDeviceIdentity details, KeyPair identity)
    {
        if (signed.AccountSignatureKey.Length != PublicKey.Length)
            throw new AccountSignatureException();
        var accountKey = PublicKey.FromRaw(signed.AccountSignatureKey.Span);
        byte[] message =
        [
            .. details.DeviceType == ADVEncryptionType.Hosted ? HostedAccountPrefix : AccountPrefix,
            .. signed.Details.Span,
            .. identity.PublicKey.Bytes,
        ];
        return XEdDsa.Verify(accountKey, message, signed.AccountSignature.Span) ? accountKey : throw new AccountSignatureException();
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> encoded, string name)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new MalformedPairingException($"The {name} in pair-success can't be read.", e);
        }
    }
}
