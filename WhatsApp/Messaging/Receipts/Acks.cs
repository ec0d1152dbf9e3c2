using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messaging.Receipts;

/// <summary>What tells the server that a stanza has arrived, so that it isn't delivered again.</summary>
/// <remarks><code>
/// &lt;ack id class="message|receipt|notification|call" to="(from)" [participant] [recipient] [type] [error]/&gt;
/// </code></remarks>
internal static class Acks
{
    /// <summary>An ack of a stanza; for a message without its type, as web clients do.</summary>
    internal static Node Of(Node stanza, int? error = null) => new(
        "ack",
        [
            ("id", stanza["id"]),
            ("class", stanza.Tag),
            ("to", stanza.Jid("from")),
            ("participant", stanza.Jid("participant")),
            ("recipient", stanza.Jid("recipient")),
            ("type", stanza.Tag == "message" ? null : stanza["type"]),
            ("error", error?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ]);
}

/// <summary>Why a stanza isn't taken, as web clients number it.</summary>
internal static class NackCode
{
    /// <summary>It can't be read.</summary>
    internal const int Parsing = 487;

    /// <summary>What is in it isn't a message.</summary>
    internal const int InvalidProtobuf = 491;

    /// <summary>It needs the secret of another message that isn't there.</summary>
    internal const int MissingMessageSecret = 495;

    /// <summary>Anything else.</summary>
    internal const int Unhandled = 500;
}
