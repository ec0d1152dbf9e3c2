using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Client;

/// <summary>What a client answers to a stanza that needs no other answer: until then the server keeps it and sends it again.</summary>
internal static class Ack
{
    /// <summary>The acknowledgement of a message, a receipt, a notification or a call.</summary>
    internal static Node Of(Node stanza) => new(
        "ack",
        [
            ("id", stanza["id"]),
            ("class", stanza.Tag),
            ("to", stanza.Jid("from")),
            ("participant", stanza.Jid("participant")),
            ("recipient", stanza.Jid("recipient")),
            ("type", stanza.Tag == "message" ? null : stanza["type"]), // whatsmeow leaves it out of those of messages
        ]);
}
