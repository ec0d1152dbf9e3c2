using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>A query about one group, by someone. It is answered under the group's gate.</summary>
internal sealed record GroupQuery(Query Query, Group Group, Node Subject)
{
    private const int NotThere = 404;

    public ChatServer Server => Query.Server;

    public Phone Actor => Query.Party.Phone;

    public DateTimeOffset Now => Server.Time.GetUtcNow();

    public bool IsAdmin => Group.IsAdmin(Actor);

    /// <summary>Tells the members; what happened is worth saving too.</summary>
    public void Tell(Node news, IEnumerable<Phone>? alsoTo = null, Party? except = null)
    {
        Server.Groups.Changed();
        GroupNews.Tell(Server, Group, Actor, news, alsoTo, except);
    }

    /// <summary>The people named in a list of participants; null for those who have no account.</summary>
    public IEnumerable<(Node Asked, Phone? Phone)> Named(Node list)
    {
        foreach (var asked in list.ChildrenTagged("participant"))
        {
            Phone? phone = null;
            if (asked.Jid("jid") is { } jid)
                Server.Phones.TryFind(jid, out phone);
            yield return (asked, phone);
        }
    }

    /// <summary>What became of someone named.</summary>
    public Node Result(Node asked, Phone? phone, int? error = null) => phone is null || error is not null
        ? new Node("participant", [("jid", phone?.In(Group.IsLid) ?? asked.Jid("jid")), ("error", error ?? NotThere)])
        : GroupNodes.Participant(Group, phone);
}
