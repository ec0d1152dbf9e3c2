using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>An activation's timers.</summary>
internal sealed partial class Activation
{
    public IGrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (_gate)
        {
            if (_phase is Phase.Ending or Phase.Ended)
                throw new InvalidOperationException($"{GrainId} is ending: a timer can't be registered any more.");
            (_timers ??= []).Add(timer);
        }

        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (_gate)
            _timers?.Remove(timer);
    }

    private void StopTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
            timers = [.. _timers ?? []];
        foreach (var timer in timers)
            timer.Dispose();
    }
}
