namespace Wasilo.Grains.Nodes;

/// <summary>How often nodes report, and when their silence means death.</summary>
/// <param name="DeadAfter">The silence after which a node counts as dead; the cluster's membership uses the same figure.</param>
internal sealed record NodeTimings(TimeSpan DeadAfter)
{
    /// <summary>How long a dead node stays in the list for operators to see, if it doesn't come back.</summary>
    public static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(7);

    /// <summary>The time between two heartbeats of a node.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(2);
}
