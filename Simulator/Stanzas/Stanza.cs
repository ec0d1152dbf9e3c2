using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Stanzas;

/// <summary>The few stanzas that every conversation uses.</summary>
internal static class Stanza
{
    /// <summary>An iq that asks the client something or tells it so that it must answer.</summary>
    public static Node Set(string id, string? xmlns, DateTimeOffset? at, params ReadOnlySpan<Node> content) => new(
        "iq",
        [("from", Jid.WhatsApp), ("type", "set"), ("id", id), ("xmlns", xmlns), ("t", Seconds(at))],
        NodeContent.Of(content));

    /// <summary>The answer to an iq: from whom it was asked of.</summary>
    public static Node Result(Node iq, DateTimeOffset now, NodeContent content = default) => new(
        "iq", [("from", iq.Jid("to") ?? Jid.WhatsApp), ("type", "result"), ("id", iq["id"]), ("t", Seconds(now))], content);

    /// <summary>The refusal of an iq.</summary>
    public static Node Error(Node iq, int code, string text) => new(
        "iq",
        [("from", iq.Jid("to") ?? Jid.WhatsApp), ("type", "error"), ("id", iq["id"])],
        new Node("error", [("code", code), ("text", text)]));

    /// <summary>What the server says before the end of a stream.</summary>
    public static Node StreamError(int? code, Node? cause = null) => new(
        "stream:error", [("code", code?.ToString(CultureInfo.InvariantCulture))], cause is null ? default(NodeContent) : cause);

    /// <summary>The reason why a client isn't let in.</summary>
    public static Node Failure(int reason) => new("failure", [("reason", reason), ("location", Location)]);

    /// <summary>Says that a message, receipt or notification has arrived, or with what error it wasn't taken.</summary>
    public static Node Ack(Node stanza, string kind, DateTimeOffset now, int? error = null, string? phash = null) => new(
        "ack",
        [
            ("class", kind),
            ("id", stanza["id"]),
            ("from", stanza.Jid("to")),
            ("participant", stanza.Jid("participant")),
            ("type", stanza["type"]),
            ("t", Seconds(now)),
            ("error", error?.ToString(CultureInfo.InvariantCulture)),
            ("phash", phash),
        ]);

    /// <summary>News of something that concerns the client.</summary>
    public static Node Notification(Jid from, string type, string id, DateTimeOffset now, params ReadOnlySpan<Node> content) => new(
        "notification",
        [("from", from), ("type", type), ("id", id), ("t", Seconds(now))],
        NodeContent.Of(content));

    /// <summary>The data centre that real servers name here.</summary>
    public const string Location = "sim";

    private static string? Seconds(DateTimeOffset? at) => at?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
