using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>People who want to join and wait for an admin.</summary>
internal static class GroupApprovals
{
    private const string Method = "invite_link";
    private const int MaxRequests = 1000;

    /// <summary>Someone asks to be let in. Under the group's gate.</summary>
    public static Answer Request(Query query, Group group)
    {
        var phone = query.Party.Phone;
        if (!group.Requests.Exists(request => request.Phone == phone))
        {
            if (group.Requests.Count >= MaxRequests)
                return Answer.Error(419, "resource-limit");
            group.Requests.Add(new JoinRequest(phone, query.Server.Time.GetUtcNow()));
            query.Server.Groups.Changed();
            var news = new Node(
                "created_membership_requests",
                [("request_method", Method)],
                new Node("requested_user", GroupNodes.Participant(group, phone).Attributes));
            GroupNews.TellOnly(query.Server, group, phone, news, Admins(group));
        }

        return Answer.Of(new Node("membership_approval_request", [("jid", group.Jid)]));
    }

    public static Answer List(GroupQuery query)
    {
        if (!query.IsAdmin)
            return Answer.Forbidden;
        var group = query.Group;
        return Answer.Of(new Node("membership_approval_requests", default, NodeContent.Of(
        [
            .. group.Requests.Select(request => new Node("membership_approval_request",
            [
                ("jid", request.Phone.In(group.IsLid)),
                (group.IsLid ? "phone_number" : "lid", request.Phone.In(!group.IsLid)),
                ("request_time", request.At.ToUnixTimeSeconds()),
                ("request_method", Method),
            ])),
        ])));
    }

    /// <summary>An admin lets people in, or doesn't.</summary>
    public static Answer Decide(GroupQuery query)
    {
        if (!query.IsAdmin)
            return Answer.Forbidden;
        var decisions = new List<Node>();
        foreach (var decision in query.Subject.Children)
        {
            if (decision.Tag is not ("approve" or "reject"))
                return Answer.BadRequest;
            decisions.Add(Decide(query, decision));
        }

        return Answer.Of(new Node("membership_requests_action", default, NodeContent.Of([.. decisions])));
    }

    private static Node Decide(GroupQuery query, Node decision)
    {
        var group = query.Group;
        var done = new List<Phone>();
        var results = new List<Node>();
        foreach (var (asked, phone) in query.Named(decision))
        {
            var waits = phone is not null && group.Requests.RemoveAll(request => request.Phone == phone) > 0;
            results.Add(query.Result(asked, phone, waits ? null : 404));
            if (waits)
                done.Add(phone!);
        }

        if (decision.Tag == "approve")
        {
            foreach (var phone in done)
                group.Set(phone, GroupRole.Member);
            if (done.Count > 0)
                query.Tell(new Node("add", default, NodeContent.Of([.. done.Select(phone => GroupNodes.Participant(group, phone))])));
        }
        else if (done.Count > 0)
        {
            query.Server.Groups.Changed();
            var news = new Node(
                "revoked_membership_requests", default, NodeContent.Of([.. done.Select(phone => GroupNodes.Participant(group, phone))]));
            GroupNews.TellOnly(query.Server, group, query.Actor, news, Admins(group));
        }

        return new Node(decision.Tag, default, NodeContent.Of([.. results]));
    }

    private static IEnumerable<Phone> Admins(Group group) =>
        group.Members.Where(static member => member.Role > GroupRole.Member).Select(static member => member.Phone);
}
