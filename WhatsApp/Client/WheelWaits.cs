namespace Wasilo.WhatsApp.Client;

/// <summary>Waits and timeouts on a <see cref="TimerWheel"/>.</summary>
internal static class WheelWaits
{
    /// <summary>Completes after a while.</summary>
    internal static async Task DelayAsync(this TimerWheel wheel, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var timer = new Delay();
        wheel.Arm(timer, delay);
        using var registration = cancellationToken.Register(() =>
        {
            wheel.Disarm(timer);
            timer.Cancel(cancellationToken);
        });
        await timer.Done;
    }

    /// <summary>Cancels a source after a while, unless the returned timer is disarmed before.</summary>
    internal static WheelTimer CancelAfter(this TimerWheel wheel, CancellationTokenSource source, TimeSpan delay)
    {
        var timer = new Cancellation(source);
        wheel.Arm(timer, delay);
        return timer;
    }

    private sealed class Delay : WheelTimer
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Done => _done.Task;

        internal void Cancel(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);

        internal override void OnDue() => _done.TrySetResult();
    }

    private sealed class Cancellation(CancellationTokenSource source) : WheelTimer
    {
        // The returned task ends with the callbacks, which don't throw; they run elsewhere because this thread is everyone's.
        internal override void OnDue() => _ = source.CancelAsync();
    }
}
