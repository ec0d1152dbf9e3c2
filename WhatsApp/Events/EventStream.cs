namespace Wasilo.WhatsApp.Events;

/// <summary>A client's events, in the order in which they happened, each handed out once.</summary>
/// <remarks>
/// Publishing never waits, so that it can be done under a lock and the order is certain. What keeps the queue short is that a client asks
/// for room before it reads from its socket: whoever doesn't take events stops the client, not its memory.
/// </remarks>
internal sealed class EventStream : IAsyncEnumerable<ClientEvent>
{
    /// <summary>Events that may wait before the client stops reading.</summary>
    internal const int Limit = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<ClientEvent> _queue = new();
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private bool _completed;
    private bool _isRead;

    internal void Publish(ClientEvent clientEvent)
    {
        lock (_lock)
        {
            _queue.Enqueue(clientEvent);
            Signal(ref _arrival);
        }
    }

    /// <summary>Ends the stream, after what is in it.</summary>
    internal void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            Signal(ref _arrival);
        }
    }

    /// <summary>Completes when fewer than <see cref="Limit"/> events wait.</summary>
    internal Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _queue.Count < Limit ? Task.CompletedTask : Wait(ref _room).WaitAsync(cancellationToken);
    }

    /// <summary>One reader at a time; a later one goes on where the one before stopped.</summary>
    public async IAsyncEnumerator<ClientEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_isRead)
                throw new InvalidOperationException("The events are being read already, and each is handed out once.");
            _isRead = true;
        }

        try
        {
            while (true)
            {
                var (next, arrival) = TakeOrWait();
                if (next is not null)
                    yield return next;
                else if (arrival is not null)
                    await arrival.WaitAsync(cancellationToken);
                else
                    yield break;
            }
        }
        finally
        {
            lock (_lock)
                _isRead = false;
        }
    }

    private static Task Wait(ref TaskCompletionSource? signal) =>
        (signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Signal(ref TaskCompletionSource? signal)
    {
        signal?.SetResult();
        signal = null;
    }

    private (ClientEvent? Next, Task? Arrival) TakeOrWait()
    {
        lock (_lock)
        {
            if (_queue.TryDequeue(out var next))
            {
                if (_queue.Count < Limit)
                    Signal(ref _room);
                return (next, null);
            }

            return (null, _completed ? null : Wait(ref _arrival));
        }
    }
}
