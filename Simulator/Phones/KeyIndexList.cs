using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Phones;

/// <summary>Which devices of an account are valid, signed by the account.</summary>
internal static class KeyIndexList
{
    // What the signature begins with, so that it can't be taken for that of a device's identity.
    private static ReadOnlySpan<byte> Prefix => [6, 2];

    /// <summary>The list as part of a device list. It is signed once for each change: many ask for it.</summary>
    public static Node Of(Phone phone, IRandomSource random, DateTimeOffset now)
    {
        var devices = phone.DeviceList;
        if (phone.SignedList is { } signed && signed.Devices == devices)
            return signed.Node;
        var at = now.ToUnixTimeSeconds();
        var node = new Node("key-index-list", [("ts", at)], Sign(phone, random, at));
        phone.SignedList = new SignedDeviceList(devices, node);
        return node;
    }

    private static byte[] Sign(Phone phone, IRandomSource random, long at)
    {
        var list = new ADVKeyIndexList
        {
            RawId = phone.AccountId,
            Timestamp = (ulong)at,
            CurrentIndex = (uint)phone.LastDevice,
            AccountType = ADVEncryptionType.E2Ee,
        };
        list.ValidIndexes.AddRange(phone.DeviceList.Select(static device => (uint)device.Number));
        var details = list.ToByteArray();
        var signature = new byte[XEdDsa.SignatureLength];
        phone.AccountKey.Sign([.. Prefix, .. details], random, signature);
        return new ADVSignedKeyIndexList
        {
            Details = ByteString.CopyFrom(details),
            AccountSignature = ByteString.CopyFrom(signature),
            AccountSignatureKey = ByteString.CopyFrom(phone.AccountKey.PublicKey.Bytes),
        }.ToByteArray();
    }
}

/// <summary>The list as it was signed, and the devices that it is of.</summary>
internal sealed record SignedDeviceList(Device[] Devices, Node Node);
