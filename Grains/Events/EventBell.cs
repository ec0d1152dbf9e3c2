namespace Wasilo.Grains.Events;

/// <summary>Wakes up whoever waits for a session's next event. Each waits for what it took before it looked, so nothing is missed.</summary>
internal sealed class EventBell
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next ring.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
