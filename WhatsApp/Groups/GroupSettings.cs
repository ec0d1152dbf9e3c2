namespace Wasilo.WhatsApp.Groups;

/// <summary>How a group is set up.</summary>
public sealed record GroupSettings
{
    /// <summary>Whether only admins may write.</summary>
    public bool OnlyAdminsWrite { get; init; }

    /// <summary>Whether only admins may change name, picture and description.</summary>
    public bool OnlyAdminsEdit { get; init; }

    /// <summary>Whether only admins may add members; else all may.</summary>
    public bool OnlyAdminsAdd { get; init; }

    /// <summary>Whether admins must let in who has the link.</summary>
    public bool AdminsApprove { get; init; }

    /// <summary>How long messages stay; null if they stay for good.</summary>
    public TimeSpan? MessagesExpireAfter { get; init; }
}
