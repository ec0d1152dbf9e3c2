using Wasilo.Simulator.Phones;

namespace Wasilo.Simulator.Groups;

/// <summary>What a member may do. The order counts: each may more than the one before.</summary>
internal enum GroupRole
{
    Member,
    Admin,
    SuperAdmin,
}

internal sealed record GroupMember(Phone Phone, GroupRole Role);

/// <summary>A subject or description.</summary>
/// <param name="Id">Only descriptions have one: who changes a description names the one that it replaces.</param>
/// <param name="Text">What it says.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When.</param>
internal sealed record GroupText(string? Id, string Text, Phone By, DateTimeOffset At);

/// <summary>Someone who wants to join.</summary>
internal sealed record JoinRequest(Phone Phone, DateTimeOffset At);

/// <summary>A group's switches.</summary>
internal sealed record GroupSettings
{
    /// <summary>"announcement": only admins send messages.</summary>
    public bool OnlyAdminsSend { get; init; }

    /// <summary>"locked": only admins change subject, description and the time after which messages disappear.</summary>
    public bool OnlyAdminsEdit { get; init; }

    /// <summary>Whether only admins add members.</summary>
    public bool OnlyAdminsAdd { get; init; }

    /// <summary>Whether who follows an invitation waits for an admin.</summary>
    public bool AdminsApprove { get; init; }

    /// <summary>Seconds after which messages disappear; 0: never.</summary>
    public uint Expiration { get; init; }
}
