namespace Wasilo.Storage.Sessions;

/// <summary>How a session came to be what it is. Times are kept to the millisecond.</summary>
public sealed record SessionLife
{
    /// <summary>What it is, in design's words.</summary>
    public required string Status { get; init; }

    /// <summary>Why, where the status alone doesn't say it.</summary>
    public string? Reason { get; init; }

    /// <summary>When a failed session may be tried again; null if it must not be by itself.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The last statuses, as JSON.</summary>
    public string History { get; init; } = "[]";

    /// <summary>When its status last changed.</summary>
    public required DateTimeOffset StatusAt { get; init; }
}

/// <summary>A session that should run and does nowhere.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Region">Where its node should stand; null for anywhere.</param>
/// <param name="PreferredNode">Where it was placed first.</param>
public sealed record IdleSession(SessionId Session, string? Region, string? PreferredNode);
