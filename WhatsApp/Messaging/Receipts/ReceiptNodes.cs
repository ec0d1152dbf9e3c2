using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Messaging.Receipts;

/// <summary>Receipts that this device sends.</summary>
internal static class ReceiptNodes
{
    /// <summary>The most ids that one receipt names; more are sent in several.</summary>
    internal const int IdsInOne = 256;

    /// <summary>That a message has arrived, which is also its ack.</summary>
    /// <param name="message">The message's stanza.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="isActive">Whether the account is shown as available; else the sender sees no second tick on some clients.</param>
    internal static Node Delivery(Node message, MessageSource source, bool isActive)
    {
        string? type = source switch
        {
            { IsPeer: true } => "peer_msg",
            { IsFromMe: true } => "sender",
            _ => isActive ? null : "inactive",
        };
        return new Node(
            "receipt",
            [
                ("id", source.Id),
                ("to", message.Jid("from")),
                ("participant", message.Jid("participant")),
                ("recipient", message.Jid("recipient")),
                ("type", type),
            ]);
    }

    /// <summary>That the phone's history has been taken; in addition to its delivery.</summary>
    internal static Node History(MessageSource source) =>
        new("receipt", [("id", source.Id), ("to", source.Sender.ToAccount()), ("type", "hist_sync")]);

    /// <summary>That messages were read or played.</summary>
    /// <param name="chat">Where they are.</param>
    /// <param name="participant">Who sent them, in a group or list.</param>
    /// <param name="ids">At least one.</param>
    /// <param name="type">read, read-self, played.</param>
    /// <param name="at">When.</param>
    internal static Node Seen(Jid chat, Jid? participant, ReadOnlySpan<string> ids, string type, DateTimeOffset at)
    {
        var others = new Node[ids.Length - 1];
        for (int i = 0; i < others.Length; i++)
            others[i] = new Node("item", [("id", ids[i + 1])]);
        return new Node(
            "receipt",
            [("id", ids[0]), ("to", chat), ("participant", participant), ("type", type), ("t", at.ToUnixTimeSeconds())],
            others.Length == 0 ? default : (NodeContent)new Node("list", content: [.. others]));
    }
}
