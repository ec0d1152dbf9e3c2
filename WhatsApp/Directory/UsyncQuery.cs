using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Directory;

/// <summary>"usync": what the server knows of users, by several protocols in one query.</summary>
/// <remarks>
/// <code>
/// &lt;usync sid mode="query" last="true" index="0" context&gt;
///   &lt;query&gt;PROTOCOL...&lt;/query&gt;&lt;list&gt;USER...&lt;/list&gt;&lt;/usync&gt;
/// </code>
/// Each answer names the user as it was named in the question.
/// </remarks>
/// <param name="Context">Why it is asked: message, interactive, background.</param>
/// <param name="Protocols">What is asked.</param>
internal sealed record UsyncQuery(string Context, params IReadOnlyList<Node> Protocols)
{
    /// <summary>Users in one question. Other clients have no limit; the largest groups have 1024 members.</summary>
    internal const int Chunk = 512;

    internal static Node DevicesProtocol { get; } = new("devices", [("version", "2")]);

    internal static Node LidProtocol { get; } = new("lid");

    internal static Node ContactProtocol { get; } = new("contact");

    internal static Node StatusProtocol { get; } = new("status");

    /// <summary>A user by jid.</summary>
    internal static Node User(Jid account) => new("user", [("jid", account)]);

    /// <summary>A user by number.</summary>
    internal static Node User(string number) => new("user", content: [new Node("contact", content: $"+{number}")]);

    /// <summary>Asks, in as many questions as it takes, one after another.</summary>
    /// <returns>The answer's user nodes; users of which the server says nothing may be missing.</returns>
    /// <exception cref="RequestException">The server refused, or didn't answer, or not with what was asked.</exception>
    internal async Task<IReadOnlyList<Node>> AskAsync(IServer server, IRandomSource random, IReadOnlyCollection<Node> users)
    {
        var answers = new List<Node>(users.Count);
        foreach (var chunk in users.Chunk(Chunk))
        {
            string sid = random.NextUInt32().ToString("x8", CultureInfo.InvariantCulture);
            answers.AddRange(Read(await server.RequestAsync("get", "usync", [Write(sid, chunk)])));
        }

        return answers;
    }

    private Node Write(string sid, IEnumerable<Node> users) => new(
        "usync",
        [("sid", sid), ("mode", "query"), ("last", "true"), ("index", "0"), ("context", Context)],
        [new Node("query", content: [.. Protocols]), new Node("list", content: [.. users])]);

    private IEnumerable<Node> Read(Node answer)
    {
        if (answer.Child("usync") is not { } usync || usync.Child("list") is not { } list)
            throw new UnexpectedAnswerException("The answer to a user query has no list of users.");
        var errors = usync.Child("result")?.Children.Where(protocol => protocol.Child("error") is not null) ?? [];
        // A protocol that failed as a whole; the first one asked is what the query is about, others are extras.
        if (errors.FirstOrDefault(protocol => protocol.Tag == Protocols[0].Tag) is { } failed)
            throw RequestRouter.ErrorOf(failed);
        return list.ChildrenTagged("user");
    }
}
