using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>What clients ask of the server's and the account's settings: all at their most open, and not to be changed.</summary>
internal static class SettingsQueries
{
    private const string PropertiesHash = "sim";

    private static readonly string[] Categories = ["readreceipts", "last", "status", "profile", "groupadd", "online", "calladd"];

    public static Answer Properties(Query query) => query.IsSet
        ? Answer.Unknown
        : Answer.Of(new Node("props",
            [("protocol", "1"), ("ab_key", "sim"), ("hash", PropertiesHash), ("refresh", "86400"), ("refresh_id", "1")], NodeContent.Of()));

    public static Answer Privacy(Query query) => (query.IsSet, query.Subject?.Tag) switch
    {
        (false, "privacy") => Answer.Of(new Node("privacy", default, NodeContent.Of(
            [.. Categories.Select(static category => new Node("category", [("name", category), ("value", "all")]))]))),
        (true, "tokens") => PrivacyTokens.Issue(query, query.Subject!),
        _ => Answer.Unknown,
    };

    public static Answer Blocklist(Query query) => query.IsSet
        ? Answer.Unknown
        : Answer.Of(new Node("list", [("dhash", "1")], NodeContent.Of()));
}
