using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Client;

/// <summary>What a client answers to a stanza that needs no other answer: until then the server keeps it and sends it again.</summary>
internal static class Ack
{
    /// <summary>The acknowledgement of a message, a receipt, a notification or a call.</summary>
    /// <param name="stanza">What is acknowledged.</param>
    /// <param name="error">Why it isn't taken all the same; null if it is.</param>
    internal static Node Of(Node stanza, NackCode? error = null) => new(
        "ack",
        [
            ("id", stanza["id"]),
            ("class", stanza.Tag),
            ("to", stanza.Jid("from")),
            ("participant", stanza.Jid("participant")),
            ("recipient", stanza.Jid("recipient")),
            ("type", stanza.Tag == "message" ? null : stanza["type"]), // whatsmeow leaves it out of those of messages
            ("error", error is { } code ? ((int)code).ToString(CultureInfo.InvariantCulture) : null),
        ]);
}

/// <summary>Why a stanza isn't taken, as web clients number it.</summary>
internal enum NackCode
{
    /// <summary>It can't be read.</summary>
    Parsing = 487,

    /// <summary>What is in it isn't a message.</summary>
    InvalidProtobuf = 491,

    /// <summary>It needs the secret of another message that isn't there.</summary>
    MissingMessageSecret = 495,
}
