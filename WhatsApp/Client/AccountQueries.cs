using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Client;

/// <summary>What web clients ask about their account after each login, all at once, and how they take notice of changes.</summary>
internal sealed class AccountQueries(ClientParts parts, IServer server)
{
    private const string AccountSync = "account_sync";

    /// <summary>Asks for the server's properties, the blocklist and the privacy settings, and reports them together.</summary>
    internal async Task AskAsync()
    {
        var properties = AskAsync("abt", [new Node("props", [("protocol", "1")])], ReadProperties);
        var blocklist = AskAsync("blocklist", default, ReadBlocklist);
        var privacy = AskAsync("privacy", [new Node("privacy")], ReadPrivacy);
        await Task.WhenAll(properties, blocklist, privacy);
        parts.HidesReading = (await privacy)?.GetValueOrDefault("readreceipts", "all") is "none";
        var report = new AccountReported(await properties, await blocklist, await privacy);
        if (report is not { Properties: null, Blocklist: null, Privacy: null })
            parts.Events.Publish(report);
    }

    /// <summary>Takes note of a change that the server reports; returns what tells the server so, if it is to be told.</summary>
    /// <remarks>
    /// As web clients: a change of groups is done with when it is seen, because nothing that is known of groups is believed any more.
    /// One of the account is done with when the next one comes: only the timestamp before this one is known to be dealt with.
    /// </remarks>
    internal async Task<Node?> NoteChangeAsync(string type, string? timestamp)
    {
        switch (type)
        {
            case "groups":
                parts.Directory.Groups.Clear();
                return new Node("clean", [("type", type)]);
            case AccountSync when timestamp is not null:
                string? earlier = parts.Keeper.Current.AccountSyncedAt;
                if (earlier != timestamp)
                    await parts.Keeper.CommitAsync(credentials => new() { Credentials = credentials with { AccountSyncedAt = timestamp } });
                return earlier is null ? null : new Node("clean", [("type", type), ("timestamp", earlier)]);
            default:
                return null;
        }
    }

    /// <summary>Tells the server that a change has been dealt with; until then it reports it at each login.</summary>
    internal Task CleanAsync(Node clean) => server.RequestAsync("set", "urn:xmpp:whatsapp:dirty", [clean]);

    private async Task<T?> AskAsync<T>(string xmlns, NodeContent content, Func<Node, T?> read)
        where T : class
    {
        try
        {
            return read(await server.RequestAsync("get", xmlns, content));
        }
        catch (RequestException e) when (e is RequestRefusedException or RequestTimeoutException)
        {
            return null; // nothing depends on it: the client goes on, and asks again at its next login
        }
    }

    private static Dictionary<string, string>? ReadProperties(Node answer) =>
        Pairs(answer.Child("props"), "prop", "config_code", "config_value");

    internal static Dictionary<string, string>? ReadPrivacy(Node answer) =>
        Pairs(answer.Child("privacy"), "category", "name", "value");

    internal static List<Jid>? ReadBlocklist(Node answer) =>
        answer.Child("list")?.ChildrenTagged("item").Select(item => item.Jid("jid")).OfType<Jid>().ToList();

    private static Dictionary<string, string>? Pairs(Node? parent, string tag, string key, string value)
    {
        if (parent is null)
            return null;
        var pairs = new Dictionary<string, string>();
        foreach (var child in parent.ChildrenTagged(tag))
        {
            if (child[key] is { } name && child[value] is { } text)
                pairs[name] = text;
        }

        return pairs;
    }
}
