using Orleans.Runtime;

namespace Orleans.Local.Calls;

/// <summary>A request that was sent and waits for its response. Completes exactly once, whoever comes first: response, timeout, cancellation, disconnect.</summary>
internal abstract class PendingCall(GrainRequest request)
{
    private CancellationTokenRegistration _cancellation;

    public GrainRequest Request { get; } = request;

    /// <summary>Where the call is listed until it completes, so that it can time out.</summary>
    public CallTracker? Tracker { get; set; }

    public long Number { get; set; }

    /// <summary>Takes a result as an object: it is the caller's own (copied or just read).</summary>
    public abstract void Complete(object? result);

    public abstract void Fail(Exception exception);

    protected abstract void Cancel(CancellationToken token);

    /// <summary>Completes the call as cancelled when <paramref name="token"/> is. False if it is cancelled already.</summary>
    public bool CancelWith(CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            Cancel(token);
            return false;
        }

        _cancellation = token.UnsafeRegister(
            static (state, cancelled) =>
            {
                var call = (PendingCall)state!;
                call.Cancel(cancelled);
                call.Request.Cancel();
            },
            this);
        return true;
    }

    protected void Completed()
    {
        Tracker?.Remove(this);
        _cancellation.Unregister();
    }
}

/// <summary>A call by code in this process.</summary>
internal sealed class PendingGrainCall<T>(GrainRequest request) : PendingCall(request)
{
    // Continuations run elsewhere: the thread that completes the call belongs to the callee or to a socket.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    public override void Complete(object? result)
    {
        if (_completion.TrySetResult((T)result!))
            Completed();
    }

    public override void Fail(Exception exception)
    {
        // As in Orleans, a cancelled callee gives a cancelled task and not a failed one.
        var done = exception is OperationCanceledException cancelled
            ? _completion.TrySetCanceled(cancelled.CancellationToken)
            : _completion.TrySetException(exception);
        if (done)
            Completed();
    }

    protected override void Cancel(CancellationToken token)
    {
        if (_completion.TrySetCanceled(token))
            Completed();
    }
}
