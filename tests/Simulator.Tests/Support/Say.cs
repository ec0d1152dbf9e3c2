using System.Text;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

/// <summary>Stanzas as clients send them. Ciphertexts are opaque to the server: here they are text.</summary>
internal static class Say
{
    /// <summary>A direct message with a ciphertext for each device.</summary>
    public static Node Message(string id, Jid to, params Jid[] devices) => new(
        "message", [("id", id), ("to", to), ("type", "text")], Participants(devices));

    /// <summary>A message with a ciphertext for one device.</summary>
    public static Node Bare(string id, Jid to, params ReadOnlySpan<NodeAttribute> more) =>
        new("message", NodeAttributes.Create([("id", id), ("to", to), ("type", "text"), .. more]), Enc("msg", "again"));

    /// <summary>A message under a sender key; the devices named get a ciphertext of their own with it.</summary>
    public static Node Group(string id, Jid to, params Jid[] devices) => new(
        "message",
        [("id", id), ("to", to), ("type", "text")],
        devices.Length == 0
            ? NodeContent.Of(Enc("skmsg", "for all"))
            : NodeContent.Of(Enc("skmsg", "for all"), Participants(devices), Identity));

    public static Node Participants(params IEnumerable<Jid> devices) => new("participants", default, NodeContent.Of(
        [.. devices.Select(static device => new Node("to", [("jid", device)], Enc("pkmsg", $"for {device}")))]));

    public static Node Identity => new("device-identity", content: new byte[] { 1, 2, 3 });

    public static Node Enc(string type, string text, params ReadOnlySpan<NodeAttribute> more) =>
        new("enc", NodeAttributes.Create([("v", "2"), ("type", type), .. more]), Encoding.UTF8.GetBytes(text));

    public static Node Receipt(Node message, string? type = null, params ReadOnlySpan<Node> content) => new(
        "receipt",
        [
            ("id", message["id"]),
            ("to", message.Jid("from")),
            ("participant", message.Jid("participant")),
            ("recipient", message.Jid("recipient")),
            ("type", type),
        ],
        content.IsEmpty ? default : NodeContent.Of(content));

    public static Node Ack(Node stanza, string? error = null) => new(
        "ack",
        [
            ("id", stanza["id"]),
            ("class", stanza.Tag),
            ("to", stanza.Jid("from")),
            ("participant", stanza.Jid("participant")),
            ("error", error),
        ]);

    /// <summary>The same stanza with an attribute more.</summary>
    public static Node With(this Node node, string key, string value) =>
        new(node.Tag, NodeAttributes.Create([.. node.Attributes, (key, value)]), node.Content);

    /// <summary>The texts of a message's ciphertexts, as they come.</summary>
    public static string[] Texts(Node message) => [.. message.ChildrenTagged("enc").Select(static enc => enc.Text!)];
}
