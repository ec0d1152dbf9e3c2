namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>The figures of a session's life.</summary>
internal static class LifecycleTimings
{
    /// <summary>The ceiling of the wait after a first failure; it doubles with each further one.</summary>
    public static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);

    /// <summary>Where the ceiling stops growing.</summary>
    public static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(2);

    /// <summary>Failures in a row after which a session gives up.</summary>
    public const int MaxFailures = 20;

    /// <summary>How often one that gave up is tried again at most.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(15);

    /// <summary>How long STARTING may go without progress.</summary>
    public static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(45);

    /// <summary>How late an engine may be with the successor of a QR code before it counts as the last one.</summary>
    public static readonly TimeSpan QrGrace = TimeSpan.FromSeconds(10);

    /// <summary>When a verb must be through with the server, which may never answer: then the socket is aborted.</summary>
    public static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(5);

    /// <summary>How long the server has to confirm an unlinking; the rest of the five seconds is for closing.</summary>
    public static readonly TimeSpan UnlinkDeadline = TimeSpan.FromSeconds(4);
}
