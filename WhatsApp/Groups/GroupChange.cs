using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Groups;

/// <summary>The base of what can change about a group.</summary>
public abstract record GroupChange
{
    private protected GroupChange()
    {
    }
}

/// <summary>The group was made, with this account in it, or this account was added to it.</summary>
/// <param name="Group">What it is like.</param>
public sealed record GroupJoined(GroupInfo Group) : GroupChange;

/// <summary>Members came.</summary>
/// <param name="Participants">Who.</param>
/// <param name="Reason">How, if it wasn't by an admin: invite, linked_group_join.</param>
public sealed record ParticipantsAdded(IReadOnlyList<GroupParticipant> Participants, string? Reason) : GroupChange;

/// <summary>Members were removed.</summary>
/// <param name="Participants">Who.</param>
public sealed record ParticipantsRemoved(IReadOnlyList<GroupParticipant> Participants) : GroupChange;

/// <summary>Members left.</summary>
/// <param name="Participants">Who.</param>
public sealed record ParticipantsLeft(IReadOnlyList<GroupParticipant> Participants) : GroupChange;

/// <summary>Members are admins now.</summary>
/// <param name="Participants">Who.</param>
public sealed record ParticipantsPromoted(IReadOnlyList<GroupParticipant> Participants) : GroupChange;

/// <summary>Members are no admins any more.</summary>
/// <param name="Participants">Who.</param>
public sealed record ParticipantsDemoted(IReadOnlyList<GroupParticipant> Participants) : GroupChange;

/// <summary>A member has another number or hidden id.</summary>
/// <param name="Participants">Who it is now.</param>
public sealed record ParticipantNumberChanged(IReadOnlyList<GroupParticipant> Participants) : GroupChange;

/// <summary>The group has another name.</summary>
/// <param name="Subject">The name.</param>
public sealed record SubjectChanged(string Subject) : GroupChange;

/// <summary>The group has another description.</summary>
/// <param name="Description">The description; null if there is none any more.</param>
public sealed record DescriptionChanged(GroupDescription? Description) : GroupChange;

/// <summary>A setting changed.</summary>
/// <param name="Setting">Which: announcement, locked, ephemeral, member_add_mode, membership_approval_mode.</param>
/// <param name="Value">The settings with the new value of that one; of the others they say nothing.</param>
public sealed record SettingChanged(string Setting, GroupSettings Value) : GroupChange;

/// <summary>The group has another invitation code; the one before is void.</summary>
/// <param name="Code">The code, if the server said it.</param>
public sealed record InviteChanged(string? Code) : GroupChange;

/// <summary>Someone asks to be let in.</summary>
/// <param name="Participants">Who.</param>
/// <param name="Method">By what: invite_link, linked_group_join, non_admin_add.</param>
public sealed record JoinRequested(IReadOnlyList<Jid> Participants, string? Method) : GroupChange;

/// <summary>Someone doesn't ask to be let in any more, or was refused.</summary>
/// <param name="Participants">Who.</param>
public sealed record JoinRequestWithdrawn(IReadOnlyList<Jid> Participants) : GroupChange;

/// <summary>The group is no more.</summary>
/// <param name="Reason">Why, if the server said it.</param>
public sealed record GroupDeleted(string? Reason) : GroupChange;

/// <summary>WhatsApp suspended the group, or no longer does.</summary>
/// <param name="IsSuspended">Which.</param>
public sealed record SuspensionChanged(bool IsSuspended) : GroupChange;

/// <summary>Groups were linked to a community, or unlinked.</summary>
/// <param name="IsLinked">Which.</param>
/// <param name="Kind">What they are to this group: parent_group, sub_group, sibling_group.</param>
/// <param name="Groups">Which groups.</param>
public sealed record LinkedGroupsChanged(bool IsLinked, string? Kind, IReadOnlyList<Jid> Groups) : GroupChange;

/// <summary>Something that this client doesn't know.</summary>
/// <param name="Tag">The server's word for it.</param>
public sealed record OtherGroupChange(string Tag) : GroupChange;
