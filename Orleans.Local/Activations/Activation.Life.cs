using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>How an activation begins and ends.</summary>
internal sealed partial class Activation
{
    /// <summary>Idle for at least its class's age, with nothing that keeps it.</summary>
    public bool IsIdle(long now)
    {
        lock (_gate)
        {
            return _phase == Phase.Running && _running == 0 && _waiting is null or { Count: 0 }
                && now >= _keepUntil
                && Runtime.Time.GetElapsedTime(_lastUse, now) >= Class.CollectionAge;
        }
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (_gate)
        {
            _keepUntil = time == Timeout.InfiniteTimeSpan || time == TimeSpan.MaxValue ? long.MaxValue
                : time <= TimeSpan.Zero ? 0
                : Runtime.Time.GetTimestamp() + (long)(time.TotalSeconds * Runtime.Time.TimestampFrequency);
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        bool end;
        lock (_gate)
        {
            // The first reason stands, but a later caller in a hurry is heard.
            _endRequested ??= deactivationReason;
            if (cancellationToken.CanBeCanceled)
            {
                _endHurry ??= new CancellationTokenSource();
                cancellationToken.UnsafeRegister(static hurry => ((CancellationTokenSource)hurry!).Cancel(), _endHurry);
            }

            end = ShouldEndNow();
        }

        if (end)
            _ = EndAsync();
    }

    /// <summary>Begins the activation's life. What waits for it runs, or is routed elsewhere, or fails with what went wrong.</summary>
    public async Task BeginAsync()
    {
        SiloAddress holder;
        try
        {
            holder = await Runtime.Directory.RegisterAsync(this);
        }
        catch (Exception exception)
        {
            Runtime.Logger.LogWarning(exception, "{Grain} could not be registered.", GrainId);
            Finish(item => item.Abandon(exception));
            return;
        }

        if (!holder.Equals(Runtime.Silo))
        {
            // The race for the first activation was lost: the calls follow the winner.
            Finish(item => Runtime.Dispatcher.Redirect(item, holder));
            return;
        }

        try
        {
            await RunOnTurnsAsync(ActivateAsync);
        }
        catch (Exception exception)
        {
            Runtime.Logger.LogWarning(exception, "{Grain} could not be activated.", GrainId);
            await LeaveDirectoryAsync();
            await DisposeGrainAsync();
            Finish(item => item.Abandon(exception));
            return;
        }

        bool end;
        lock (_gate)
        {
            _phase = Phase.Running;
            StartWaiting();
            end = ShouldEndNow();
        }

        Runtime.Statistics.Activated(Class);
        if (end)
            _ = EndAsync();
    }

    private async Task ActivateAsync()
    {
        _scope = Runtime.Services.CreateAsyncScope();
        _scope.Value.ServiceProvider.GetRequiredService<ActivationAccessor>().Activation = this;
        var (grain, states) = Class.Create(this);
        GrainInstance = grain;
        using var timeout = new CancellationTokenSource(Runtime.ActivationTimeout, Runtime.Time);
        foreach (var state in states)
            await state.LoadAsync(timeout.Token);
        if (grain is IGrainBase grainBase)
            await grainBase.OnActivateAsync(timeout.Token);
    }

    private bool ShouldEndNow()
    {
        if (_phase != Phase.Running || _endRequested is null || _running > 0)
            return false;
        _phase = Phase.Ending;
        return true;
    }

    private async Task EndAsync()
    {
        StopTimers();
        try
        {
            await RunOnTurnsAsync(async () =>
            {
                using var timeout = new CancellationTokenSource(Runtime.DeactivationTimeout, Runtime.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _endHurry?.Token ?? default);
                if (GrainInstance is IGrainBase grain)
                    await grain.OnDeactivateAsync(_endRequested!.Value, either.Token);
            });
        }
        catch (Exception exception)
        {
            Runtime.Logger.LogWarning(exception, "OnDeactivateAsync of {Grain} failed. The activation ends all the same.", GrainId);
        }

        await LeaveDirectoryAsync();
        await DisposeGrainAsync();
        Runtime.Statistics.Deactivated(Class);
        Finish(item => Runtime.Dispatcher.Redirect(item, null));
    }

    private async Task LeaveDirectoryAsync()
    {
        try
        {
            await Runtime.Directory.UnregisterAsync(this);
        }
        catch (Exception exception)
        {
            // The entry names an activation that is gone. The silo finds that out at the next call and registers a new one in its place.
            Runtime.Logger.LogWarning(exception, "{Grain} could not be removed from the directory.", GrainId);
        }
    }

    private async Task DisposeGrainAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (GrainInstance as IDisposable)?.Dispose();
            if (_scope is { } scope)
                await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Runtime.Logger.LogWarning(exception, "Disposing of {Grain} failed.", GrainId);
        }
    }

    private void Finish(Action<WorkItem> whatWaits)
    {
        WorkItem[] waiting;
        lock (_gate)
        {
            // First out of the catalog, then ended: whoever is turned away by an ended activation finds the catalog without it.
            Runtime.Catalog.Remove(this);
            _phase = Phase.Ended;
            waiting = [.. _waiting ?? []];
            _waiting = null;
            _ended?.TrySetResult();
        }

        StopTimers();
        foreach (var item in waiting)
            whatWaits(item);
    }

    private Task RunOnTurnsAsync(Func<Task> action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnTurn(static state => _ = Run(((Func<Task>, TaskCompletionSource))state!), (action, done));
        return done.Task;

        static async Task Run((Func<Task> Action, TaskCompletionSource Done) state)
        {
            try
            {
                RequestContext.Clear();
                await state.Action();
                state.Done.TrySetResult();
            }
            catch (Exception exception)
            {
                state.Done.TrySetException(exception);
            }
        }
    }
}
