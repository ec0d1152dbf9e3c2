using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Simulator.Queries;

/// <summary>Prekeys: counting, uploading, comparing and rotating a device's own, fetching those of others.</summary>
internal static class PrekeyQueries
{
    /// <summary>Below so many left the device is told. Baileys and whatsmeow make new ones below 5.</summary>
    public const int FewPrekeys = 5;

    public static Answer Answer(Query query) => (query.IsSet, query.Subject?.Tag) switch
    {
        (false, "count") => Queries.Answer.Of(new Node("count", [("value", query.Device.PrekeyCount)])),
        (false, "digest") => Queries.Answer.Of(Digest(query.Device)),
        (false, "key") => Fetch(query),
        (true, "rotate") => Checked(() => Rotate(query)),
        (true, _) when query.Iq.Child("list") is { } list => Checked(() => Upload(query, list)),
        _ => Queries.Answer.Unknown,
    };

    private static Answer Checked(Func<Answer> answer)
    {
        try
        {
            return answer();
        }
        catch (InvalidKeyException)
        {
            return Queries.Answer.BadRequest;
        }
    }

    private static Answer Upload(Query query, Node list)
    {
        var keys = query.Device.Keys;
        if (!query.Iq.Child("identity")?.Bytes.Span.SequenceEqual(keys.Identity.ToRaw()) ?? true)
            return Queries.Answer.BadRequest;
        var oneTime = list.ChildrenTagged("key").Select(ReadKey).ToList();
        var signed = ReadSigned(query.Iq.Child("skey"), keys.Identity);
        if (!query.Device.Prekeys.TryAdd(oneTime))
            return Queries.Answer.Error(419, "resource-limit");
        query.Device.Prekeys.Signed = signed;
        return Queries.Answer.Empty;
    }

    private static Answer Rotate(Query query)
    {
        query.Device.Prekeys.Signed = ReadSigned(query.Subject?.Child("skey"), query.Device.Keys.Identity);
        return Queries.Answer.Empty;
    }

    private static OneTimePrekey ReadKey(Node key) => new(PrekeyId.Read(BytesOf(key, "id")), PublicKey.FromRaw(BytesOf(key, "value")));

    private static SignedPrekey ReadSigned(Node? key, PublicKey identity) =>
        SignedPrekey.Read(BytesOf(key, "id"), BytesOf(key, "value"), BytesOf(key, "signature"), identity);

    private static ReadOnlySpan<byte> BytesOf(Node? node, string child) => node?.Child(child) is { } found ? found.Bytes.Span : default;

    private static Node Digest(Device device)
    {
        var signed = device.Prekeys.Signed;
        var oneTime = device.Prekeys.OneTime;
        byte[] hashed =
        [
            .. device.Keys.Identity.ToRaw(),
            .. signed.Key.ToRaw(),
            .. signed.Signature,
            .. oneTime.SelectMany(static key => key.Key.ToRaw()),
        ];
        return new Node("digest", default, NodeContent.Of(
        [
            .. KeyBundle.Registration(device.Keys.RegistrationId, device.Keys.Identity),
            KeyBundle.Signed(signed),
            new Node("list", content: NodeContent.Of([.. oneTime.Select(static key => new Node("id", content: PrekeyId.Write(key.Id)))])),
            new Node("hash", content: Sha1(hashed)),
        ]));
    }

    // The device asked for is named as it was asked: by number or by hidden id. One that isn't here is left out of the answer, because
    // Baileys gives the whole answer up for a single user with an error.
    private static Answer Fetch(Query query)
    {
        var users = new List<Node>();
        var asked = new List<Device>();
        foreach (var user in query.Subject!.ChildrenTagged("user"))
        {
            if (user.Jid("jid") is not { } jid || query.Server.Courier.Find(jid) is not { } found)
                continue;
            users.Add(KeyBundle.Of(jid, found, query.Server.Time.GetUtcNow()));
            if (found.Device is { } device)
                asked.Add(device);
        }

        return Queries.Answer.Of(new Node("list", content: NodeContent.Of([.. users]))) with
        {
            Afterwards = () => asked.ForEach(device => query.Server.Actions.TellIfFewPrekeys(device)),
        };
    }

    [SuppressMessage("Security", "CA5350", Justification = "WhatsApp's digest is SHA-1; it compares, it protects nothing.")]
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
}
