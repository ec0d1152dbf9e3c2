using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>Tells members what happens in their group. Under the group's gate, so that all hear it in the same order.</summary>
internal static class GroupNews
{
    /// <summary>Tells every device of every member, and of those given who aren't members any more.</summary>
    /// <param name="server">Who brings it.</param>
    /// <param name="group">Where it happened.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="news">What.</param>
    /// <param name="alsoTo">Others who hear it.</param>
    /// <param name="except">A device that knows it already.</param>
    public static void Tell(ChatServer server, Group group, Phone actor, Node news, IEnumerable<Phone>? alsoTo = null, Party? except = null)
    {
        var stanza = Of(server, group, actor, news);
        foreach (var member in group.MemberList)
            server.Courier.DeliverToAll(member.Phone, StanzaKind.Notification, group.Id, stanza, except);
        foreach (var phone in alsoTo ?? [])
            server.Courier.DeliverToAll(phone, StanzaKind.Notification, group.Id, stanza, except);
    }

    /// <summary>Tells only some.</summary>
    public static void TellOnly(ChatServer server, Group group, Phone actor, Node news, IEnumerable<Phone> phones)
    {
        var stanza = Of(server, group, actor, news);
        foreach (var phone in phones)
            server.Courier.DeliverToAll(phone, StanzaKind.Notification, group.Id, stanza);
    }

    private static Node Of(ChatServer server, Group group, Phone actor, Node news) => new(
        "notification",
        [
            ("from", group.Jid),
            ("type", "w:gp2"),
            ("id", server.NextId()),
            ("t", server.Time.GetUtcNow().ToUnixTimeSeconds()),
            ("participant", actor.In(group.IsLid)),
            ("participant_pn", group.IsLid ? actor.Jid : null),
            ("addressing_mode", group.IsLid ? "lid" : "pn"),
            ("notify", actor.Name),
        ],
        news);
}
