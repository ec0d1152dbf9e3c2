namespace Orleans.Local.Activations;

/// <summary>
/// Runs the tasks of one activation one at a time, in order, on the thread pool. Every await inside of a grain captures it as
/// <see cref="TaskScheduler.Current"/>, so that continuations are turns too: no two of them ever run at once.
/// </summary>
internal sealed class TurnScheduler(Activation activation) : TaskScheduler, IThreadPoolWorkItem
{
    // A busy activation gives its thread back to the pool after this many turns, so that others get theirs.
    private const int TurnsPerSlice = 64;

    private readonly Queue<Task> _turns = new();
    private bool _scheduled;

    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task)
    {
        lock (_turns)
        {
            _turns.Enqueue(task);
            if (_scheduled)
                return;
            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var outer = Activation.Current;
        Activation.Current = activation;
        for (var turns = 0; ; turns++)
        {
            Task? next;
            lock (_turns)
            {
                if (turns == TurnsPerSlice && _turns.Count > 0)
                    break;
                if (!_turns.TryDequeue(out next))
                {
                    _scheduled = false;
                    Activation.Current = outer;
                    return;
                }
            }

            _ = TryExecuteTask(next);
        }

        Activation.Current = outer;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // Inlining is safe where a turn of this activation is what runs on this thread; queued tasks stay where they are.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Activation.Current, activation) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_turns)
            return [.. _turns];
    }
}
