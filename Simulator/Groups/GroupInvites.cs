using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>Invitations by link.</summary>
internal static class GroupInvites
{
    /// <summary>Asks for the code, or, as a change, for a new one that the old one is worth nothing beside. For admins.</summary>
    public static Answer Code(GroupQuery query)
    {
        if (!query.IsAdmin)
            return Answer.Forbidden;
        if (query.Query.IsSet)
        {
            query.Group.InviteCode = query.Server.Groups.NewCode();
            query.Tell(new Node("invite", [("code", query.Group.InviteCode)]));
        }

        return Answer.Of(new Node("invite", [("code", query.Group.InviteCode)]));
    }

    /// <summary>Someone looks at the group behind a code.</summary>
    public static Answer Look(Query query, Node invite)
    {
        if (query.Server.Groups.FindByCode(invite["code"]) is not { } group)
            return Answer.NotAcceptable;
        lock (group.Gate)
            return Answer.Of(GroupNodes.Describe(group));
    }

    /// <summary>Someone joins by a code, or waits for an admin.</summary>
    public static Answer Join(Query query, Node invite)
    {
        if (query.Server.Groups.FindByCode(invite["code"]) is not { } group)
            return Answer.NotAcceptable;
        var phone = query.Party.Phone;
        lock (group.Gate)
        {
            if (group.Has(phone))
                return Answer.Conflict;
            if (group.Members.Count >= GroupBook.MaxMembers)
                return Answer.Error(419, "resource-limit");
            if (group.Settings.AdminsApprove)
                return GroupApprovals.Request(query, group);
            group.Set(phone, GroupRole.Member);
            query.Server.Groups.Changed();
            // The one that joins knows by the answer.
            var news = new Node("add", [("reason", "invite")], GroupNodes.Participant(group, phone));
            GroupNews.Tell(query.Server, group, phone, news, except: query.Party);
            return Answer.Of(new Node("group", [("jid", group.Jid)]));
        }
    }
}
