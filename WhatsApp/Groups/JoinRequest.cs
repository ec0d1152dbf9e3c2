using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Groups;

/// <summary>Someone who asks to be let into a group.</summary>
/// <param name="Id">Who.</param>
/// <param name="At">Since when.</param>
/// <param name="Method">By what: invite_link, linked_group_join, non_admin_add.</param>
/// <param name="RequestedBy">The member who wants to add them, if that is how.</param>
public sealed record JoinRequest(Jid Id, DateTimeOffset? At, string? Method, Jid? RequestedBy);

/// <summary>What an invitation led to.</summary>
/// <param name="Group">The group.</param>
/// <param name="AwaitsApproval">Whether an admin has to let this account in first.</param>
public sealed record JoinResult(Jid Group, bool AwaitsApproval);

/// <summary>A group that was made.</summary>
/// <param name="Info">What it is like.</param>
/// <param name="NotAdded">Who isn't in it, though it was asked for.</param>
public sealed record CreatedGroup(GroupInfo Info, IReadOnlyList<ParticipantResult> NotAdded);
