using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Queries;

/// <summary>usync: what is known of users, by several protocols in one query.</summary>
internal static class UserQueries
{
    public static Answer Answer(Query query)
    {
        if (query.Iq.Child("usync") is not { } usync || usync.Child("query") is not { } asked || usync.Child("list") is not { } list)
            return Queries.Answer.BadRequest;
        var protocols = asked.Children.Select(static protocol => protocol.Tag).ToHashSet();
        var users = list.ChildrenTagged("user").Select(user => Describe(query, asked, user, protocols)).OfType<Node>().ToArray();
        return Queries.Answer.Of(new Node("usync",
            [("sid", usync["sid"]), ("mode", usync["mode"]), ("context", usync["context"]), ("index", "0"), ("last", "true")],
            NodeContent.Of(new Node("result"), new Node("list", content: NodeContent.Of(users)))));
    }

    private static Node? Describe(Query query, Node asked, Node user, HashSet<string> protocols)
    {
        if (user.Child("contact") is { } contact)
            return DescribeNumber(query, contact, protocols, asked.Child("contact")?["addressing_mode"] == "lid");
        if (user.Jid("jid") is not { } jid)
            return null;
        // The jid comes back as it was asked for: clients find the user by it.
        query.Server.Phones.TryFind(jid, out var phone);
        return new Node("user", [("jid", jid)], NodeContent.Of([.. Facts(query, phone, jid, protocols)]));
    }

    // Asked by number, "+1555..." or "1555...@c.us": the contents come back as they were asked. Who addresses by hidden id
    // (addressing_mode) gets that first, and the number beside it.
    private static Node DescribeNumber(Query query, Node contact, HashSet<string> protocols, bool byLid)
    {
        var number = new string([.. (contact.Text ?? "").TakeWhile(static character => character != '@').Where(char.IsAsciiDigit)]);
        var jid = Jid.Parse($"{number}@{JidServer.User}");
        query.Server.Phones.TryFind(jid, out var phone);
        var found = new Node("contact", [("type", phone is null ? "out" : "in")], contact.Content);
        var named = byLid && phone is not null;
        return new Node(
            "user",
            [("jid", named ? phone!.Lid : jid), ("pn_jid", named ? jid : null)],
            NodeContent.Of([found, .. Facts(query, phone, jid, protocols)]));
    }

    private static IEnumerable<Node> Facts(Query query, Phone? phone, Jid jid, HashSet<string> protocols)
    {
        if (phone is null)
            yield break;
        if (protocols.Contains("devices"))
            yield return Devices(query, phone);
        // Asked about a hidden id there is nothing to add, and Baileys would store a mapping of the id to itself.
        if (protocols.Contains("lid") && jid.Kind == JidKind.User)
            yield return new Node("lid", [("val", phone.Lid)]);
        if (protocols.Contains("disappearing_mode"))
            yield return new Node("disappearing_mode", [("duration", "0"), ("t", "0")]);
        if (protocols.Contains("status"))
            yield return new Node("status", [("t", "0")], "Available");
        if (protocols.Contains("picture"))
            yield return new Node("picture"); // nobody here has one
    }

    // Who asks keeps the answer, and is told when it has changed.
    private static Node Devices(Query query, Phone phone)
    {
        phone.AddWatcher(query.Device.Phone.Number);
        Node[] devices =
        [
            new Node("device", [("id", "0")]),
            .. phone.DeviceList.Select(static device => new Node("device", [("id", device.Number), ("key-index", device.Number)])),
        ];
        return new Node("devices", default, NodeContent.Of(
            new Node("device-list", [("hash", ParticipantHash.Of(phone.Addresses(lid: false)))], NodeContent.Of(devices)),
            KeyIndexList.Of(phone, query.Server.Random, query.Server.Time.GetUtcNow())));
    }
}
