using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messages;

/// <summary>What goes with most kinds of content.</summary>
public sealed record MessageContext
{
    /// <summary>Nothing of it.</summary>
    public static MessageContext None { get; } = new();

    /// <summary>The message that this one answers.</summary>
    public QuotedMessage? Quoted { get; init; }

    /// <summary>Who is mentioned; the text has an @ and the user part of the jid where they are.</summary>
    public ImmutableArray<Jid> Mentions { get; init; } = [];

    /// <summary>Whether everyone in the group is mentioned.</summary>
    public bool MentionsEveryone { get; init; }

    /// <summary>How often it was forwarded; 0 is not at all. WhatsApp shows 127 and more as forwarded many times.</summary>
    public int ForwardingScore { get; init; }

    /// <summary>How long it stays in a chat whose messages disappear; null if they don't.</summary>
    public TimeSpan? Expiration { get; init; }

    /// <summary>Its facts only; see <see cref="MessageContent.ToString"/>.</summary>
    public override string ToString() => Quoted is null ? nameof(MessageContext) : $"{nameof(MessageContext)} quoting {Quoted.Id}";
}

/// <summary>The message that another one answers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sender">Who sent it; null if the answer doesn't say.</param>
/// <param name="Bytes">The message as it was, for the receiver to show: a protobuf Message. May be empty.</param>
public sealed record QuotedMessage(string Id, Jid? Sender, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The chat that it is in, if that is another one than the answer's.</summary>
    public Jid? Chat { get; init; }

    /// <summary>Which message it is.</summary>
    public override string ToString() => $"{nameof(QuotedMessage)} {Id}";
}
