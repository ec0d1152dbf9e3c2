using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// A part of a history. They come one by one, in the order in which the phone wrote them, so that a history of any length is read in the
/// memory of its largest part.
/// </summary>
public abstract record HistoryPart
{
    private protected HistoryPart()
    {
    }

    /// <summary>The kind only.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A chat with messages of it.</summary>
/// <param name="Chat">Which one.</param>
/// <param name="Messages">As many as the phone sends: the newest ones, or older ones on demand.</param>
public sealed record HistoryChat(Jid Chat, ImmutableArray<HistoryMessage> Messages) : HistoryPart
{
    /// <summary>A group's subject, or the name of a contact.</summary>
    public string? Name { get; init; }

    /// <summary>When something was last written.</summary>
    public DateTimeOffset? LastMessageTime { get; init; }

    /// <summary>How many messages aren't read.</summary>
    public int UnreadCount { get; init; }

    /// <summary>Whether the user marked it as unread.</summary>
    public bool IsMarkedUnread { get; init; }

    /// <summary>Whether it is in the archive.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether nothing can be written to it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>When it was pinned; null if it isn't.</summary>
    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>Until when it is mute; null if it isn't, the end of time if for ever.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>How long messages stay; null if for ever.</summary>
    public TimeSpan? Expiration { get; init; }

    /// <summary>The account by phone number, if the chat is with one.</summary>
    public Jid? PhoneNumber { get; init; }

    /// <summary>The account by hidden id, if the chat is with one.</summary>
    public Jid? Lid { get; init; }

    /// <summary>Who is in it, if it is a group.</summary>
    public ImmutableArray<Jid> Participants { get; init; } = [];

    /// <summary>What proves to the server that the peer wants to be written to; empty if there is none.</summary>
    internal ReadOnlyMemory<byte> TrustToken { get; init; }

    /// <summary>When the token was made.</summary>
    internal DateTimeOffset? TrustTokenTime { get; init; }

    /// <summary>When the account's own token was last given to the peer.</summary>
    internal DateTimeOffset? TrustTokenSentTime { get; init; }
}

/// <summary>Somebody's status update.</summary>
/// <param name="Message">The update.</param>
public sealed record HistoryStatus(HistoryMessage Message) : HistoryPart;

/// <summary>What an account calls itself.</summary>
/// <param name="Account">Which one.</param>
/// <param name="Name">Its name.</param>
public sealed record HistoryPushName(Jid Account, string Name) : HistoryPart;

/// <summary>That two addresses are the same account.</summary>
/// <param name="Mapping">Those.</param>
public sealed record HistoryLid(LidMapping Mapping) : HistoryPart;

/// <summary>The phone addresses by hidden id since then.</summary>
/// <param name="Time">When it began to.</param>
public sealed record HistoryLidMigration(DateTimeOffset Time) : HistoryPart;

/// <summary>What tokens for accounts that never wrote are made from.</summary>
/// <param name="Salt">The account's own.</param>
internal sealed record HistoryTokenSalt(ReadOnlyMemory<byte> Salt) : HistoryPart;
