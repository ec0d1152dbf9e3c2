using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Tests;

/// <summary>The keys of a client, what it says of itself with them, and how it answers a pairing.</summary>
internal sealed class TestDevice
{
    private static readonly IRandomSource Random = SystemRandomSource.Instance;

    public KeyPair Noise { get; init; } = KeyPair.Generate(Random);

    public KeyPair Identity { get; } = KeyPair.Generate(Random);

    public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(32);

    private KeyPair Prekey { get; } = KeyPair.Generate(Random);

    public ClientPayload Registration() => new()
    {
        DevicePairingData = new ClientPayload.Types.DevicePairingRegistrationData
        {
            ERegid = ByteString.CopyFrom([0, 0, 0, 82]),
            EKeytype = ByteString.CopyFrom([5]),
            EIdent = ByteString.CopyFrom(Identity.PublicKey.ToRaw()),
            ESkeyId = ByteString.CopyFrom([0, 0, 1]),
            ESkeyVal = ByteString.CopyFrom(Prekey.PublicKey.ToRaw()),
            ESkeySig = ByteString.CopyFrom(Sign(Prekey.PublicKey.ToTyped())),
        },
    };

    public static ClientPayload Login(Device device) => new()
    {
        Username = ulong.Parse(device.Phone.Number, CultureInfo.InvariantCulture),
        Device = (uint)device.Number,
        Passive = true,
    };

    /// <summary>The text of the QR code that it shows with a reference.</summary>
    public string Qr(string reference) => "https://wa.me/settings/linked_devices#" + string.Join(',',
        reference, Base64(Noise.PublicKey.ToRaw()), Base64(Identity.PublicKey.ToRaw()), Base64(Secret), "1");

    /// <summary>Checks a pair-success as real clients do, and answers it.</summary>
    public Node Accept(Node pairSuccess)
    {
        var sent = pairSuccess.Child("pair-success")!.Child("device-identity")!.Bytes;
        var sealedIdentity = ADVSignedDeviceIdentityHMAC.Parser.ParseFrom(sent.Span);
        HMACSHA256.HashData(Secret, sealedIdentity.Details.Span).ShouldBe(sealedIdentity.Hmac.ToByteArray());
        var signed = ADVSignedDeviceIdentity.Parser.ParseFrom(sealedIdentity.Details);
        var account = PublicKey.FromRaw(signed.AccountSignatureKey.Span);
        byte[] identity = Identity.PublicKey.ToRaw();
        XEdDsa.Verify(account, [6, 0, .. signed.Details.Span, .. identity], signed.AccountSignature.Span).ShouldBeTrue();
        var details = ADVDeviceIdentity.Parser.ParseFrom(signed.Details);

        signed.DeviceSignature = ByteString.CopyFrom(Sign([6, 1, .. signed.Details.Span, .. identity, .. account.ToRaw()]));
        signed.ClearAccountSignatureKey();
        return Answer(pairSuccess, details.KeyIndex, signed);
    }

    public static Node Answer(Node pairSuccess, uint keyIndex, ADVSignedDeviceIdentity signed) => new(
        "iq",
        [("to", Jid.WhatsApp), ("type", "result"), ("id", pairSuccess["id"])],
        new Node("pair-device-sign", default, new Node("device-identity", [("key-index", keyIndex)], signed.ToByteArray())));

    private byte[] Sign(byte[] message)
    {
        var signature = new byte[XEdDsa.SignatureLength];
        Identity.Sign(message, Random, signature);
        return signature;
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
}
