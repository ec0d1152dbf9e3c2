using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Timers;

/// <summary>Owns one timer.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    /// <summary>Starts the timer; every tick writes "tick" and then does what <paramref name="mood"/> says.</summary>
    Task Start(TimeSpan due, TimeSpan period, TickMood mood = TickMood.Plain, bool interleave = false);

    /// <summary>Changes the timer.</summary>
    Task Change(TimeSpan due, TimeSpan period);

    /// <summary>Ends the timer.</summary>
    Task Stop();

    /// <summary>Stays in one call for a while, and writes "busy" and "free" around it.</summary>
    Task StayBusy(TimeSpan howLong);

    /// <summary>A call that writes "called".</summary>
    Task Call();

    /// <summary>Deactivates the grain.</summary>
    Task Deactivate();
}

/// <summary>What a tick does after it has written that it ticked.</summary>
public enum TickMood
{
    /// <summary>Nothing more.</summary>
    Plain,

    /// <summary>Throws.</summary>
    Throw,

    /// <summary>Waits a while, then writes "tock".</summary>
    Slow,

    /// <summary>Waits until its token is cancelled, then writes "cancelled".</summary>
    UntilCancelled,
}

/// <summary>Owns one timer.</summary>
public sealed class TimerGrain(IJournal journal) : JournaledGrain(journal), ITimerGrain
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(300);
    private IGrainTimer? _timer;

    Task ITimerGrain.Start(TimeSpan due, TimeSpan period, TickMood mood, bool interleave)
    {
        _timer = this.RegisterGrainTimer(
            Tick, mood, new GrainTimerCreationOptions { DueTime = due, Period = period, Interleave = interleave });
        return Task.CompletedTask;
    }

    Task ITimerGrain.Change(TimeSpan due, TimeSpan period)
    {
        Write("changed");
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    Task ITimerGrain.Stop()
    {
        _timer!.Dispose();
        Write("stopped");
        return Task.CompletedTask;
    }

    async Task ITimerGrain.StayBusy(TimeSpan howLong)
    {
        Write("busy");
        await Task.Delay(howLong);
        Write("free");
    }

    Task ITimerGrain.Call()
    {
        Write("called");
        return Task.CompletedTask;
    }

    Task ITimerGrain.Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Tick(TickMood mood, CancellationToken cancellationToken)
    {
        Write("tick");
        switch (mood)
        {
            case TickMood.Throw:
                throw new InvalidOperationException("A tick failed.");
            case TickMood.Slow:
                await Task.Delay(Slowness, cancellationToken);
                Write("tock");
                break;
            case TickMood.UntilCancelled:
                await using (cancellationToken.Register(() => Write("cancelled")))
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
        }
    }
}
