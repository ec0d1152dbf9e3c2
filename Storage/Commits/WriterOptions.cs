namespace Wasilo.Storage.Commits;

/// <summary>How commits are gathered and written.</summary>
public sealed record WriterOptions
{
    /// <summary>
    /// Connections that write side by side, 1 to 4; 3 by default. SQLite has one writer, and a pool of few connections leaves
    /// fewer to the writer: see <see cref="GroupCommitWriter.Connections"/>.
    /// </summary>
    public int Connections { get; init; } = 3;

    /// <summary>Commits that may wait for a connection; further ones wait to be let in. 4,096 by default.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>Commits that go into one transaction at most; 512 by default.</summary>
    public int LargestBatch { get; init; } = 512;

    /// <summary>How long a commit waits for a database that is away, from when it was queued; 15 s by default.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the writer's end may take to write what is queued; 10 s by default.</summary>
    public TimeSpan DrainFor { get; init; } = TimeSpan.FromSeconds(10);
}
