using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>Where a session stands, more finely than its <see cref="SessionStatus"/>.</summary>
internal enum SessionPhase
{
    /// <summary>Read from storage, or let go for another node to take: nothing runs here, and the status is the last one known.</summary>
    Dormant,

    Stopped,

    /// <summary>Asks the database for the next epoch.</summary>
    TakingOver,

    /// <summary>The engine connects or logs in.</summary>
    Connecting,

    /// <summary>The engine shows QR codes.</summary>
    Pairing,

    Working,

    /// <summary>Waits until the next attempt.</summary>
    BackingOff,

    /// <summary>The server says that another connection took over; asks the database whose the session is.</summary>
    Disputed,

    /// <summary>Deletes its credentials.</summary>
    LoggingOut,

    /// <summary>Deletes everything.</summary>
    Deleting,

    LoggedOut,

    Failed,

    /// <summary>Another node has the session: this one must do nothing more.</summary>
    Released,

    Deleted,
}

internal static class SessionPhases
{
    /// <summary>Whether an engine exists: it was connected and hasn't been closed.</summary>
    public static bool HasEngine(this SessionPhase phase) =>
        phase is SessionPhase.Connecting or SessionPhase.Pairing or SessionPhase.Working;

    /// <summary>Whether the session is on its way to work, or there.</summary>
    public static bool IsRunning(this SessionPhase phase) =>
        phase.HasEngine() || phase is SessionPhase.TakingOver or SessionPhase.BackingOff or SessionPhase.Disputed;

    /// <summary>The status that shows this; null where the former one stays.</summary>
    public static SessionStatus? ToStatus(this SessionPhase phase) => phase switch
    {
        SessionPhase.Stopped => SessionStatus.Stopped,
        SessionPhase.TakingOver or SessionPhase.Connecting or SessionPhase.BackingOff or SessionPhase.Disputed => SessionStatus.Starting,
        SessionPhase.Pairing => SessionStatus.ScanQrCode,
        SessionPhase.Working => SessionStatus.Working,
        SessionPhase.Failed => SessionStatus.Failed,
        SessionPhase.LoggedOut => SessionStatus.LoggedOut,
        _ => null,
    };
}
