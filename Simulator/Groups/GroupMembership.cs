using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>Who is in a group, and who may what.</summary>
internal static class GroupMembership
{
    private const int AlreadyMember = 409;
    private const int NotAllowed = 403;
    private const int NotThere = 404;

    public static Answer Add(GroupQuery query)
    {
        var group = query.Group;
        if (group.Settings.OnlyAdminsAdd && !query.IsAdmin)
            return Answer.Forbidden;
        return Change(query, "add", (phone, added) =>
        {
            if (group.Has(phone))
                return AlreadyMember;
            if (group.Members.Count >= GroupBook.MaxMembers)
                return NotAllowed;
            group.Set(phone, GroupRole.Member);
            group.Requests.RemoveAll(request => request.Phone == phone);
            added.Add(phone);
            return null;
        });
    }

    public static Answer Remove(GroupQuery query)
    {
        var group = query.Group;
        if (!query.IsAdmin)
            return Answer.Forbidden;
        return Change(query, "remove", (phone, removed) =>
        {
            if (group.RoleOf(phone) is not { } role)
                return NotThere;
            if (role == GroupRole.SuperAdmin)
                return NotAllowed; // who made the group stays as long as it wants to
            group.Remove(phone);
            removed.Add(phone);
            return null;
        });
    }

    public static Answer SetRole(GroupQuery query, GroupRole role)
    {
        var group = query.Group;
        if (!query.IsAdmin)
            return Answer.Forbidden;
        return Change(query, query.Subject.Tag, (phone, changed) =>
        {
            if (group.RoleOf(phone) is not { } before)
                return NotThere;
            if (before == GroupRole.SuperAdmin)
                return NotAllowed;
            group.Set(phone, role);
            changed.Add(phone);
            return null;
        });
    }

    /// <summary>The one that asks leaves groups. Asked of groups in general, not of one.</summary>
    public static Answer Leave(Query query, Node leave)
    {
        var left = new List<Node>();
        foreach (var named in leave.ChildrenTagged("group"))
        {
            if (named.Jid("id") is not { } jid || !query.Server.Groups.TryFind(jid, out var group))
            {
                left.Add(new Node("group", [("id", named["id"]), ("error", "404")]));
                continue;
            }

            lock (group.Gate)
                Leave(query, group);
            left.Add(new Node("group", [("id", jid)]));
        }

        return Answer.Of(new Node("leave", default, NodeContent.Of([.. left])));
    }

    private static void Leave(Query query, Group group)
    {
        var phone = query.Party.Phone;
        if (!group.Remove(phone))
            return;
        // Someone has to be able to let others in.
        if (group.Members is [var first, ..] && !group.Members.Any(static member => member.Role > GroupRole.Member))
            group.Set(first.Phone, GroupRole.Admin);
        query.Server.Groups.Changed();
        GroupNews.Tell(
            query.Server, group, phone, new Node("remove", default, GroupNodes.Participant(group, phone)), alsoTo: [phone]);
    }

    // The change says of each whether it was possible; the news are of those for whom it was.
    private static Answer Change(GroupQuery query, string what, Func<Phone, List<Phone>, int?> change)
    {
        var changed = new List<Phone>();
        var results = new List<Node>();
        foreach (var (asked, phone) in query.Named(query.Subject))
            results.Add(query.Result(asked, phone, phone is null ? null : change(phone, changed)));
        if (changed.Count > 0)
        {
            var news = new Node(what, default, NodeContent.Of([.. changed.Select(phone => GroupNodes.Participant(query.Group, phone))]));
            query.Tell(news, alsoTo: changed.Where(phone => !query.Group.Has(phone)));
        }

        return Answer.Of(new Node(what, default, NodeContent.Of([.. results])));
    }
}
