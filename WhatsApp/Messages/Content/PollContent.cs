using System.Collections.Immutable;

namespace Wasilo.WhatsApp.Messages;

/// <summary>A question with options to vote for.</summary>
/// <param name="Name">The question.</param>
/// <param name="Options">The options' names, all different. WhatsApp's clients offer 2 to 12.</param>
public sealed record PollContent(string Name, ImmutableArray<string> Options) : MessageContent
{
    /// <summary>How many one may choose; 0 is as many as one likes.</summary>
    public int SelectableCount { get; init; } = 1;

    /// <summary>Whether it is for a community's announcement group, where members don't see each other.</summary>
    public bool IsForAnnouncements { get; init; }
}

/// <summary>A vote as it travels: encrypted with the secret of the poll's message. <see cref="PollVotes"/> makes and opens it.</summary>
/// <param name="Poll">The poll's message.</param>
/// <param name="Vote">Encrypted: all options that are selected now. It replaces the voter's earlier vote.</param>
public sealed record PollVoteContent(MessageReference Poll, EncryptedPart Vote) : MessageContent
{
    /// <summary>When; if null, the time of sending.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>An event to answer.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Start">When it begins; to the second on the wire.</param>
public sealed record EventContent(string Name, DateTimeOffset Start) : MessageContent
{
    /// <summary>More about it.</summary>
    public string? Description { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Where it is.</summary>
    public LocationContent? Location { get; init; }

    /// <summary>The link to a call.</summary>
    public string? JoinLink { get; init; }

    /// <summary>Whether it was called off.</summary>
    public bool IsCanceled { get; init; }

    /// <summary>Whether one may bring others.</summary>
    public bool ExtraGuestsAllowed { get; init; }
}

/// <summary>
/// Something about another message, encrypted with that message's secret: an answer to an event, a reaction or comment in a community, an
/// edit. <see cref="EncryptedContents"/> opens it, <see cref="EventResponses"/> what answers an event.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Target">The other message.</param>
/// <param name="Part">The encrypted part.</param>
public sealed record EncryptedContent(SecretUse Kind, MessageReference Target, EncryptedPart Part) : MessageContent;
