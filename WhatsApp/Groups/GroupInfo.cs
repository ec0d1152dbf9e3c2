using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Groups;

/// <summary>What is known of a group.</summary>
public sealed record GroupInfo
{
    /// <summary>The group.</summary>
    public required Jid Id { get; init; }

    /// <summary>Its name.</summary>
    public string Subject { get; init; } = "";

    /// <summary>When its name was last changed.</summary>
    public DateTimeOffset? SubjectChangedAt { get; init; }

    /// <summary>Who changed its name last.</summary>
    public Jid? SubjectChangedBy { get; init; }

    /// <summary>Its description; null if it has none.</summary>
    public GroupDescription? Description { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public Jid? Creator { get; init; }

    /// <summary>Who made it, by phone number.</summary>
    public Jid? CreatorPhoneNumber { get; init; }

    /// <summary>By which kind of jid its members are named.</summary>
    public GroupAddressing Addressing { get; init; }

    /// <summary>How it is set up.</summary>
    public GroupSettings Settings { get; init; } = new();

    /// <summary>Its members. Of a group that is only looked at by an invitation maybe not all; see <see cref="Size"/>.</summary>
    public IReadOnlyList<GroupParticipant> Participants { get; init; } = [];

    /// <summary>How many members it has.</summary>
    public int Size { get; init; }

    /// <summary>The community that it belongs to.</summary>
    public Jid? Community { get; init; }

    /// <summary>Whether it is a community itself.</summary>
    public bool IsCommunity { get; init; }

    /// <summary>Whether it is the group of a community's announcements.</summary>
    public bool IsCommunityAnnouncements { get; init; }

    /// <summary>Whether WhatsApp has suspended it.</summary>
    public bool IsSuspended { get; init; }
}

/// <summary>By which kind of jid a group's members are named, in its messages too.</summary>
public enum GroupAddressing
{
    /// <summary>By phone number; older groups.</summary>
    PhoneNumber,

    /// <summary>By hidden id; all new groups.</summary>
    Lid,
}

/// <summary>A group's description.</summary>
/// <param name="Id">Of this text; a change names the one that it replaces.</param>
/// <param name="Text">The text.</param>
/// <param name="ChangedBy">Who wrote it.</param>
/// <param name="ChangedAt">When.</param>
public sealed record GroupDescription(string? Id, string Text, Jid? ChangedBy, DateTimeOffset? ChangedAt);

/// <summary>A member of a group.</summary>
/// <param name="Id">The member, as the group names it.</param>
/// <param name="PhoneNumber">By phone number, if it is known.</param>
/// <param name="Lid">By hidden id, if it is known.</param>
/// <param name="Role">What it may do.</param>
/// <param name="DisplayName">What those see who don't know the number.</param>
public sealed record GroupParticipant(Jid Id, Jid? PhoneNumber, Jid? Lid, GroupRole Role, string? DisplayName = null);

/// <summary>What a member of a group may do.</summary>
public enum GroupRole
{
    /// <summary>What the settings allow to all.</summary>
    Member,

    /// <summary>Everything but to remove the owner.</summary>
    Admin,

    /// <summary>Everything; who made the group.</summary>
    Owner,
}
