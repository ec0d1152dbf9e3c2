using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>The stanzas that are kept for a device until it has acknowledged them.</summary>
internal enum StanzaKind
{
    Message,
    Receipt,
    Notification,
    Call,
}

internal static class StanzaKinds
{
    public const int Count = 4;

    /// <summary>The kind that an ack names as its class; null if there is no such kind.</summary>
    public static StanzaKind? Parse(string? name) => name switch
    {
        "message" => StanzaKind.Message,
        "receipt" => StanzaKind.Receipt,
        "notification" => StanzaKind.Notification,
        "call" => StanzaKind.Call,
        _ => null,
    };

    /// <summary>The same stanza with an attribute more.</summary>
    public static Node With(this Node node, NodeAttribute attribute)
    {
        var items = new NodeAttribute[node.Attributes.Count + 1];
        for (var i = 0; i < node.Attributes.Count; i++)
            items[i] = node.Attributes[i];
        items[^1] = attribute;
        return new Node(node.Tag, NodeAttributes.Create(items), node.Content);
    }
}
