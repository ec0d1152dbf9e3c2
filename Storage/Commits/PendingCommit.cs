using System.Diagnostics;

namespace Wasilo.Storage.Commits;

/// <summary>A commit from when it is queued until its outcome is known.</summary>
internal sealed class PendingCommit(SessionCommit commit)
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _begun = Stopwatch.GetTimestamp();
    private int _state;

    public SessionCommit Commit => commit;

    public Task Outcome => _outcome.Task;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_begun);

    /// <summary>Takes it out of the queue to be written; false if its caller has withdrawn it.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;

    /// <summary>The caller waits no more. If nobody has taken the commit yet, nobody will.</summary>
    public void GiveUp(CancellationToken cancellation)
    {
        Interlocked.CompareExchange(ref _state, Withdrawn, Queued);
        _outcome.TrySetCanceled(cancellation);
    }

    public void Succeed() => _outcome.TrySetResult();

    public void Fail(Exception problem)
    {
        if (!_outcome.TrySetException(problem))
            return;

        // A caller that gave up looks at no outcome, and a failure that nobody looks at ends up in the runtime's event.
        _ = _outcome.Task.Exception;
    }
}
