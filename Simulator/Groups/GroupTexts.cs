using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Groups;

/// <summary>Subjects and descriptions.</summary>
internal static class GroupTexts
{
    /// <summary>Characters of a subject, as WhatsApp has it.</summary>
    public const int MaxSubject = 100;

    private const int MaxDescription = 2048;

    public static Answer SetSubject(GroupQuery query)
    {
        if (!MayEdit(query))
            return Answer.Forbidden;
        if (query.Subject.Text is not { Length: > 0 and <= MaxSubject } text)
            return Answer.BadRequest;
        var subject = query.Group.Subject = new GroupText(null, text, query.Actor, query.Now);
        query.Tell(new Node("subject",
        [
            ("subject", text),
            ("s_t", subject.At.ToUnixTimeSeconds()),
            ("s_o", query.Actor.In(query.Group.IsLid)),
        ]));
        return Answer.Empty;
    }

    /// <summary>Who names what it replaces and is wrong gets 409; who names nothing replaces whatever is there.</summary>
    public static Answer SetDescription(GroupQuery query)
    {
        if (!MayEdit(query))
            return Answer.Forbidden;
        var node = query.Subject;
        if (node["prev"] is { } replaced && replaced != query.Group.Description?.Id)
            return Answer.Conflict;
        var removes = node["delete"] == "true";
        var description = removes ? null : ReadDescription(node, query.Actor, query.Now);
        if (description is null && !removes)
            return Answer.BadRequest;
        query.Group.Description = description;
        query.Tell(description is null
            ? new Node("description", [("id", node["id"])], new Node("delete"))
            : GroupNodes.Description(query.Group, description));
        return Answer.Empty;
    }

    /// <summary>A description as it is sent; null if it says nothing or too much.</summary>
    public static GroupText? ReadDescription(Node node, Phone by, DateTimeOffset now) =>
        node.Child("body")?.Text is { Length: > 0 and <= MaxDescription } text ? new GroupText(node["id"], text, by, now) : null;

    private static bool MayEdit(GroupQuery query) => query.IsAdmin || !query.Group.Settings.OnlyAdminsEdit;
}
