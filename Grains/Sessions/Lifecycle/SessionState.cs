using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>All that decides what a session does next. Only <see cref="SessionMachine"/> makes one out of another.</summary>
internal sealed record SessionState
{
    public required SessionPhase Phase { get; init; }

    /// <summary>What was told to the world.</summary>
    public required SessionStatus Status { get; init; }

    public required DesiredState Desired { get; init; }

    /// <summary>
    /// The number that the session's last owner got, as far as this node knows; 0 if it never had one. Each engine has one of its own, so
    /// what an engine still says or writes after its end is known by it.
    /// </summary>
    public long Epoch { get; init; }

    /// <summary>Failed attempts in a row.</summary>
    public int Failures { get; init; }

    /// <summary>One of <see cref="SessionReasons"/>, with FAILED and LOGGED_OUT.</summary>
    public string? Reason { get; init; }

    /// <summary>With FAILED: when the watcher may try again; null if it must not.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When time alone changes something; null if it doesn't.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The QR code on show.</summary>
    public ShownQr? Qr { get; init; }

    /// <summary>Whether new QR codes follow when the old ones are used up.</summary>
    public bool AutoRearm { get; init; }

    /// <summary>Where the next random number comes from.</summary>
    public required Jitter Jitter { get; init; }

    /// <summary>A session as it was stored. It does nothing before its first input, <see cref="SessionInput.Resume"/>.</summary>
    public static SessionState Restored(SessionStatus status, DesiredState desired, ulong seed, long epoch = 0) => new()
    {
        Phase = status switch
        {
            SessionStatus.Failed => SessionPhase.Failed,
            SessionStatus.LoggedOut => SessionPhase.LoggedOut,
            SessionStatus.Stopped when desired == DesiredState.Stopped => SessionPhase.Stopped,
            _ => SessionPhase.Dormant,
        },
        Status = status,
        Desired = desired,
        Epoch = epoch,
        Jitter = new Jitter(seed),
    };
}

/// <summary>A QR code that can be scanned.</summary>
/// <param name="Text">Whoever sees it can link the device: it isn't for logs, and not in this record's text.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record ShownQr(string Text, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"ShownQr {{ ExpiresAt = {ExpiresAt:O} }}";
}
