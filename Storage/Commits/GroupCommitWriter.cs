using System.Threading.Channels;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Storage.Commits;

/// <summary>
/// Writes what all sessions of this process commit, over a few connections: the commits that wait for a connection go into
/// one transaction and share its fsync. Commits are all or nothing and independent of each other. Each counts only if its
/// epoch is the session's when it is written; one that is over fails alone.
/// </summary>
/// <remarks>
/// <para>A session's commits are written in the order in which they were queued. One that builds on another must wait for its
/// outcome all the same: it isn't held back if the other fails.</para>
/// <para>While the database is away, commits that are surely not written are tried again until
/// <see cref="WriterOptions.GiveUpAfter"/>; then comes <see cref="CommitNotWrittenException"/>. If the connection was lost
/// while the database was committing, <see cref="CommitUnknownException"/> comes at once.</para>
/// </remarks>
public sealed class GroupCommitWriter : IAsyncDisposable
{
    private readonly CommitLane[] _lanes;
    private readonly WriterMetrics _metrics;
    private int _isDisposed;

    /// <summary>A writer to a database. It opens its connections when they are needed, and keeps them.</summary>
    public GroupCommitWriter(Database database, WriterOptions options, TimeProvider time)
        : this(database, options, time, () => CommitConnection.To(database))
    {
    }

    internal GroupCommitWriter(Database database, WriterOptions options, TimeProvider time, Func<ICommitConnection> connect)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.Connections is >= 1 and <= 4, true, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LargestBatch, 1, nameof(options));
        _metrics = new WriterMetrics(() => Waiting);
        _lanes = new CommitLane[database.Kind == DatabaseKind.Sqlite ? 1 : Math.Min(options.Connections, database.WriteConnections)];
        var capacity = Math.Max(1, options.QueueCapacity / _lanes.Length);
        for (var lane = 0; lane < _lanes.Length; lane++)
            _lanes[lane] = new CommitLane(connect(), capacity, options, _metrics, time);
    }

    /// <summary>Connections that it uses.</summary>
    public int Connections => _lanes.Length;

    /// <summary>Commits that wait for a transaction.</summary>
    public int Waiting => _lanes?.Sum(static lane => lane?.Waiting ?? 0) ?? 0;

    /// <summary>Writes what is queued, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        await Task.WhenAll(_lanes.Select(static lane => lane.DisposeAsync().AsTask()));
        _metrics.Dispose();
    }

    /// <summary>Writes a commit, all of it or nothing, and returns once it is durable.</summary>
    /// <param name="commit">What is to be written.</param>
    /// <param name="cancellationToken">
    /// Gives up waiting. Nothing is written if the commit still was in the queue; else it may or may not be.
    /// </param>
    /// <exception cref="StaleOwnerException">Someone else has taken the session over, or it is gone. Nothing was written.</exception>
    /// <exception cref="CommitUnknownException">It may or may not have been written.</exception>
    /// <exception cref="CommitRejectedException">The database refuses it. Nothing was written.</exception>
    /// <exception cref="CommitNotWrittenException">The database was away for too long. Nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The writer has ended. Nothing was written.</exception>
    internal async Task CommitAsync(SessionCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingCommit(commit);
        try
        {
            await LaneOf(commit).QueueAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupCommitWriter), "The writer to the database has ended; nothing was written.");
        }

        await using var registration = cancellationToken.UnsafeRegister(
            static (pending, cancellation) => ((PendingCommit)pending!).GiveUp(cancellation), pending);
        await pending.Outcome;
    }

    private CommitLane LaneOf(SessionCommit commit) => _lanes[(uint)commit.Session.GetHashCode() % (uint)_lanes.Length];
}
