namespace Wasilo.Grains.Watching;

/// <summary>How sessions are looked after.</summary>
internal sealed record WatchTimings
{
    /// <summary>Shards of sessions, each with a watcher. All nodes must agree.</summary>
    public const int Shards = 8;

    /// <summary>The time between two looks of a watcher.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sessions that a watcher wakes up at each look. With all shards that makes 320 logins a second, which a server takes, and a cluster
    /// that starts with 10,000 sessions has them back in half a minute.
    /// </summary>
    public int Batch { get; init; } = 40;
}
