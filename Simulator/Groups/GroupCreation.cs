using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>Making groups.</summary>
internal static class GroupCreation
{
    public static Answer Create(Query query, Node create)
    {
        // Communities are groups of groups; there are none here.
        if (create.Child("parent") is not null || create.Child("linked_parent") is not null)
            return Answer.Unknown;
        if (create["subject"] is not { Length: > 0 and <= GroupTexts.MaxSubject } subject)
            return Answer.BadRequest;
        var server = query.Server;
        var members = new List<Phone>();
        foreach (var named in create.ChildrenTagged("participant"))
        {
            if (named.Jid("jid") is { } jid && server.Phones.TryFind(jid, out var phone) && phone != query.Party.Phone)
                members.Add(phone);
        }

        if (members.Count >= GroupBook.MaxMembers)
            return Answer.NotAcceptable;
        var isLid = !server.Options.GroupsByNumber;
        var group = server.Groups.Create(query.Party.Phone, subject, isLid, server.Time.GetUtcNow());
        lock (group.Gate)
        {
            group.Settings = GroupSwitches.ReadAll(create);
            group.Set(query.Party.Phone, GroupRole.SuperAdmin);
            foreach (var phone in members)
                group.Set(phone, GroupRole.Member);
            if (create.Child("description") is { } description)
                group.Description = GroupTexts.ReadDescription(description, query.Party.Phone, server.Time.GetUtcNow());
            server.Groups.Changed();
            var described = GroupNodes.Describe(group);
            // All but the one that has asked: the answer tells it.
            var news = new Node("create", [("type", "new"), ("key", create["key"])], described);
            GroupNews.Tell(server, group, query.Party.Phone, news, except: query.Party);
            return Answer.Of(described);
        }
    }
}
