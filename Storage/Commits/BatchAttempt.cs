using Wasilo.WhatsApp.Errors;

namespace Wasilo.Storage.Commits;

/// <summary>One try to write a batch in one transaction.</summary>
internal sealed class BatchAttempt(ICommitConnection connection, WriterMetrics metrics)
{
    private bool _isCommitting;

    /// <summary>Why it failed, if it did.</summary>
    public Exception? Problem { get; private set; }

    /// <summary>
    /// Writes the commits and tells their callers. Those whose epoch is over are told so and taken out of the batch, whatever
    /// becomes of the others: they fail alone.
    /// </summary>
    /// <returns>What kept the rest from being written; null if nothing did.</returns>
    public async Task<CommitFault?> RunAsync(List<PendingCommit> batch)
    {
        try
        {
            await WriteAsync(batch);
        }
        catch (Exception problem)
        {
            Problem = problem;
            var fault = connection.FaultOf(problem, _isCommitting);
            await LeaveAsync();
            return fault;
        }

        metrics.Committed(batch);
        foreach (var commit in batch)
            commit.Succeed();
        return null;
    }

    private async Task WriteAsync(List<PendingCommit> batch)
    {
        var epochs = await connection.BeginAsync(batch.Select(static commit => commit.Commit.Session.Number).ToHashSet());
        batch.RemoveAll(commit => IsStale(commit, epochs));
        var plan = new StatementPlan();
        foreach (var commit in batch)
            plan.Add(commit.Commit);
        if (plan.Groups.Count == 0)
        {
            await connection.RollbackAsync();
            return;
        }

        await connection.WriteAsync(plan.Groups);
        _isCommitting = true;
        await connection.CommitAsync();
    }

    private bool IsStale(PendingCommit pending, IReadOnlyDictionary<long, long> epochs)
    {
        var commit = pending.Commit;
        if (epochs.TryGetValue(commit.Session.Number, out var current) && current == commit.Epoch)
            return false;

        metrics.Fenced();
        pending.Fail(new StaleOwnerException(commit.Epoch, current));
        return true;
    }

    // Whatever goes wrong here went wrong before: the connection isn't used again.
    private async Task LeaveAsync()
    {
        await TryAsync(connection.RollbackAsync);
        await TryAsync(connection.DropAsync);
    }

    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception)
        {
            return;
        }
    }
}
