namespace Wasilo.Grains.Webhooks;

/// <summary>Rung when something was written for a webhook in this process, so that it is told at once. What other processes wrote is found by looking.</summary>
internal sealed class WebhookBell
{
    private TaskCompletionSource _rung = New();

    public void Ring() => Volatile.Read(ref _rung).TrySetResult();

    /// <summary>Returns when it is rung, or was since the last time; or after a while.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _rung).Task.WaitAsync(atMost, time, cancellationToken);
            Volatile.Write(ref _rung, New());
        }
        catch (TimeoutException)
        {
            // Time to look.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
