using System.Threading.Channels;

namespace Wasilo.Storage.Commits;

/// <summary>
/// One connection and the queue before it. It writes what is waiting when the transaction before is done, all in one
/// transaction: nobody waits for company, and the busier it is, the more share an fsync.
/// </summary>
internal sealed class CommitLane : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ICommitConnection _connection;
    private readonly WriterOptions _options;
    private readonly WriterMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<PendingCommit> _queue;
    private readonly CancellationTokenSource _patience = new();
    private readonly Task _loop;

    public CommitLane(ICommitConnection connection, int capacity, WriterOptions options, WriterMetrics metrics, TimeProvider time)
    {
        _connection = connection;
        _options = options;
        _metrics = metrics;
        _time = time;
        _queue = Channel.CreateBounded<PendingCommit>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Commits that wait for their transaction.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Queues a commit; waits while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">The writer has ended.</exception>
    public ValueTask QueueAsync(PendingCommit commit, CancellationToken cancellationToken) =>
        _queue.Writer.WriteAsync(commit, cancellationToken);

    /// <summary>Takes nothing more, and returns once what was queued is written, or has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _patience.CancelAfter(_options.DrainFor);
        await _loop;
        await _connection.DisposeAsync();
        _patience.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<PendingCommit>(_options.LargestBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < _options.LargestBatch && _queue.Reader.TryRead(out var commit))
            {
                if (commit.TryTake())
                    batch.Add(commit);
            }

            if (batch.Count > 0)
                await WriteAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>Writes a batch, as often as it takes until the outcome of each commit is known or it is given up.</summary>
    private async Task WriteAsync(List<PendingCommit> batch)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var attempt = new BatchAttempt(_connection, _metrics);
            switch (await attempt.RunAsync(batch))
            {
                case null:
                    return;
                case CommitFault.Unknown:
                    Fail(batch, commit => new CommitUnknownException(commit.Session, attempt.Problem!));
                    return;
                case CommitFault.OfACommit when batch is [var only]:
                    only.Fail(new CommitRejectedException(only.Commit.Session, attempt.Problem!.Message, attempt.Problem));
                    return;
                case CommitFault.OfACommit:
                    await WriteOneByOneAsync(batch);
                    return;
            }

            _metrics.Retried();
            GiveUpTheOldest(batch, attempt.Problem!);
            if (batch.Count == 0)
                return;
            await Task.Delay(pause, _time, _patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One of them spoils the transaction for all, and no database says which.</summary>
    private async Task WriteOneByOneAsync(List<PendingCommit> batch)
    {
        foreach (var commit in batch)
            await WriteAsync([commit]);
    }

    private void GiveUpTheOldest(List<PendingCommit> batch, Exception problem)
    {
        var ending = _patience.IsCancellationRequested;
        var old = batch.FindAll(commit => ending || commit.Age > _options.GiveUpAfter);
        batch.RemoveAll(old.Contains);
        var reason = ending
            ? "the program is ending, and the database is away"
            : $"the database was away for {_options.GiveUpAfter.TotalSeconds:0.#} s";
        Fail(old, commit => new CommitNotWrittenException(commit.Session, reason, problem));
    }

    private static void Fail(List<PendingCommit> batch, Func<SessionCommit, Exception> problem)
    {
        foreach (var commit in batch)
            commit.Fail(problem(commit.Commit));
    }
}
