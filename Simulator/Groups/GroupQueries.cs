using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>What clients ask about groups and do with them (w:g2).</summary>
internal static class GroupQueries
{
    public static Answer Answer(Query query)
    {
        if (query.Subject is not { } subject || query.Iq.Jid("to") is not { } to)
            return Queries.Answer.Unknown;
        if (to == Jid.Groups)
        {
            return (query.IsSet, subject.Tag) switch
            {
                (true, "create") => GroupCreation.Create(query, subject),
                (false, "participating") => Participating(query),
                (true, "leave") => GroupMembership.Leave(query, subject),
                (false, "invite") => GroupInvites.Look(query, subject),
                (true, "invite") => GroupInvites.Join(query, subject),
                _ => Queries.Answer.Unknown,
            };
        }

        if (!query.Server.Groups.TryFind(to, out var group))
            return Queries.Answer.NotFound;
        lock (group.Gate)
            return group.Has(query.Party.Phone) ? AnswerMember(new GroupQuery(query, group, subject)) : Queries.Answer.Forbidden;
    }

    private static Answer AnswerMember(GroupQuery query) => (query.Query.IsSet, query.Subject.Tag) switch
    {
        (false, "query") => Queries.Answer.Of(GroupNodes.Describe(query.Group)),
        (true, "add") => GroupMembership.Add(query),
        (true, "remove") => GroupMembership.Remove(query),
        (true, "promote") => GroupMembership.SetRole(query, GroupRole.Admin),
        (true, "demote") => GroupMembership.SetRole(query, GroupRole.Member),
        (true, "subject") => GroupTexts.SetSubject(query),
        (true, "description") => GroupTexts.SetDescription(query),
        (_, "invite") => GroupInvites.Code(query),
        (false, "membership_approval_requests") => GroupApprovals.List(query),
        (true, "membership_requests_action") => GroupApprovals.Decide(query),
        (true, _) => GroupSwitches.Set(query),
        _ => Queries.Answer.Unknown,
    };

    private static Answer Participating(Query query)
    {
        var groups = new List<Node>();
        foreach (var group in query.Server.Groups.All)
        {
            if (!group.Has(query.Party.Phone))
                continue;
            lock (group.Gate)
                groups.Add(GroupNodes.Describe(group));
        }

        return Queries.Answer.Of(new Node("groups", default, NodeContent.Of([.. groups])));
    }
}
