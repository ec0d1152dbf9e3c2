namespace Wasilo.Simulator.Primary;

/// <summary>Does one thing after the other, on a thread of the pool while there is something to do.</summary>
/// <remarks>What comes from clients is limited: one that floods a phone loses some of it. What a caller waits for isn't.</remarks>
internal sealed class WorkQueue
{
    /// <summary>Things from clients that may wait for one phone.</summary>
    public const int Limit = 50_000;

    private readonly Lock _lock = new();
    private readonly Queue<Func<Task>> _waiting = new();
    private bool _running;

    /// <summary>Does something when its turn comes, if there isn't too much before it. It must not throw.</summary>
    public bool TryPost(Func<Task> work) => TryEnqueue(work, Limit);

    /// <summary>Does something when its turn comes, and waits for it.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        TryEnqueue(() => CompleteAsync(work, result), int.MaxValue);
        return result.Task;
    }

    private static async Task CompleteAsync<T>(Func<Task<T>> work, TaskCompletionSource<T> result)
    {
        try
        {
            result.SetResult(await work());
        }
        catch (Exception e) // whatever it is, it is the waiting caller's
        {
            result.SetException(e);
        }
    }

    private bool TryEnqueue(Func<Task> work, int limit)
    {
        lock (_lock)
        {
            if (_waiting.Count >= limit)
                return false;
            _waiting.Enqueue(work);
            if (_running)
                return true;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.DrainAsync(), this, preferLocal: false);
        return true;
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            Func<Task>? work;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out work))
                {
                    _running = false;
                    return;
                }
            }

            await work();
        }
    }
}
