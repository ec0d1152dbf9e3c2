using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messages;

/// <summary>One contact or several.</summary>
/// <param name="Cards">At least one.</param>
public sealed record ContactContent(ImmutableArray<ContactCard> Cards) : MessageContent
{
    /// <summary>What is shown of several: "Ana and 2 others"; the first one's name if null.</summary>
    public string? DisplayName { get; init; }
}

/// <summary>A contact as a vCard.</summary>
/// <param name="DisplayName">The name that is shown.</param>
/// <param name="Text">The vCard; <see cref="VCard.Write"/> makes one.</param>
public sealed record ContactCard(string DisplayName, string Text)
{
    /// <summary>The kind only.</summary>
    public override string ToString() => nameof(ContactCard);
}

/// <summary>An invitation into a group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Code">What to join with. Whoever has it can join until it expires.</param>
public sealed record GroupInviteContent(Jid Group, string Code) : MessageContent
{
    /// <summary>The group's name.</summary>
    public string? GroupName { get; init; }

    /// <summary>The text below it.</summary>
    public string? Caption { get; init; }

    /// <summary>Until when it is good.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The group's picture, JPEG; empty for none.</summary>
    public ReadOnlyMemory<byte> Thumbnail { get; init; }
}

/// <summary>Announces pictures and videos that follow and belong together.</summary>
/// <param name="Images">How many pictures.</param>
/// <param name="Videos">How many videos.</param>
public sealed record AlbumContent(int Images, int Videos) : MessageContent;

/// <summary>A kind that this version doesn't know, or one that it only passes on. Nothing of it is lost: see the message's bytes.</summary>
/// <param name="Kind">The field's name for it (listMessage); its number if it has no name here.</param>
public sealed record UnknownContent(string Kind) : MessageContent
{
    /// <summary>The message, unwrapped: a protobuf Message, as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }
}
