using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Groups;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone does with groups: by the same queries as clients.</summary>
internal static class PhoneGroupActions
{
    public static Jid Create(PrimaryDevice primary, string subject, IReadOnlyList<Phone> members)
    {
        var answer = Ask(primary, Jid.Groups, new Node(
            "create", [("subject", subject), ("key", primary.NextId())], NodeContent.Of([.. members.Select(Participant)])));
        return new Jid(answer.Child("group")!["id"]!, JidServer.Group);
    }

    public static void Change(PrimaryDevice primary, Jid group, MemberChange change, IReadOnlyList<Phone> members)
    {
        var what = change switch
        {
            MemberChange.Add => "add",
            MemberChange.Remove => "remove",
            MemberChange.Promote => "promote",
            _ => "demote",
        };
        var answer = Ask(primary, group, new Node(what, default, NodeContent.Of([.. members.Select(Participant)])));
        foreach (var member in answer.Child(what)!.Children)
        {
            if (member["error"] is { } error)
                throw new GroupActionRefusedException($"{what} {member["jid"]}", error);
        }
    }

    public static void SetSubject(PrimaryDevice primary, Jid group, string subject) =>
        Ask(primary, group, new Node("subject", content: System.Text.Encoding.UTF8.GetBytes(subject)));

    public static void Leave(PrimaryDevice primary, Jid group)
    {
        var answer = Ask(primary, Jid.Groups, new Node("leave", default, new Node("group", [("id", group)])));
        if (answer.Child("leave")!.Child("group")!["error"] is { } error)
            throw new GroupActionRefusedException("leave", error);
    }

    private static Node Ask(PrimaryDevice primary, Jid to, Node what)
    {
        var iq = new Node("iq", [("id", primary.NextId()), ("to", to), ("type", "set"), ("xmlns", "w:g2")], what);
        var answer = GroupQueries.Answer(new Query(iq, primary.Self, primary.Server)).ToNode(iq, primary.Server.Time.GetUtcNow());
        return answer["type"] == "result"
            ? answer
            : throw new GroupActionRefusedException(what.Tag, answer.Child("error")?["code"] ?? "");
    }

    private static Node Participant(Phone phone) => new("participant", [("jid", phone.Jid)]);
}
