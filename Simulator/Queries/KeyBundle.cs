using System.Buffers.Binary;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.Simulator.Queries;

/// <summary>The keys with which others begin to write to a device.</summary>
internal static class KeyBundle
{
    /// <summary>A bundle with a one-time prekey, if there is one left: phones always have one.</summary>
    public static Node Of(Jid askedFor, Party party, DateTimeOffset now) => new(
        "user",
        [("jid", askedFor), ("t", now.ToUnixTimeSeconds())],
        NodeContent.Of([.. party.Device is { } device ? Parts(device) : Parts(party.Phone)]));

    public static Node[] Registration(uint registrationId, PublicKey identity)
    {
        var id = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(id, registrationId);
        return
        [
            new Node("registration", content: id),
            new Node("type", content: new byte[] { PublicKey.Type }),
            new Node("identity", content: identity.ToRaw()),
        ];
    }

    public static Node Signed(SignedPrekey key) => new("skey", default, NodeContent.Of(
        Id(key.Id), new Node("value", content: key.Key.ToRaw()), new Node("signature", content: key.Signature)));

    /// <summary>The keys that a phone wants to be written to with, as they stand in a receipt: without its registration.</summary>
    public static IEnumerable<Node> InReceipt(Phone phone) => Parts(phone).Skip(1);

    private static IEnumerable<Node> Parts(Device device)
    {
        foreach (var part in Registration(device.Keys.RegistrationId, device.Keys.Identity))
            yield return part;
        yield return Signed(device.Prekeys.Signed);
        if (device.Prekeys.TryTake(out var key))
            yield return OneTime(key.Id, key.Key);
        yield return new Node("device-identity", content: device.SignedIdentity);
    }

    private static IEnumerable<Node> Parts(Phone phone)
    {
        foreach (var part in Registration(phone.Keys.RegistrationId, phone.AccountKey.PublicKey))
            yield return part;
        var signed = phone.Keys.Signed;
        yield return Signed(new SignedPrekey(signed.Id, signed.Key.PublicKey, signed.Signature.ToArray()));
        var oneTime = phone.Keys.Next();
        yield return OneTime(oneTime.Id, oneTime.Key.PublicKey);
    }

    private static Node OneTime(uint id, PublicKey key) =>
        new("key", default, NodeContent.Of(Id(id), new Node("value", content: key.ToRaw())));

    private static Node Id(uint id) => new("id", content: PrekeyId.Write(id));
}
