using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>
/// A timer of an activation. A tick is a work item like a call: it waits for its turn, and the next period begins when it has ended, so
/// that ticks never pile up.
/// </summary>
internal sealed class GrainTimer : WorkItem, IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly bool _interleaves;
    private readonly bool _keepsAlive;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;
    private bool _missed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _interleaves = options.Interleave;
        _keepsAlive = options.KeepAlive;
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = activation.Runtime.Time.CreateTimer(
                static timer => ((GrainTimer)timer!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public override bool AlwaysInterleaves => _interleaves;

    public override bool CountsAsUse => _keepsAlive;

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
                return;
            _period = period;
            _changed = true;
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
                return;
            _timer.Dispose();
        }

        // Outside of the lock: what was registered on the token runs here.
        _disposed.Cancel();
        _activation.RemoveTimer(this);
    }

    public override async Task RunAsync(Activation activation)
    {
        RequestContext.Clear();
        lock (_gate)
            _changed = false;
        try
        {
            if (!_disposed.IsCancellationRequested)
                await _callback(_disposed.Token);
        }
        catch (Exception exception)
        {
            if (!_disposed.IsCancellationRequested || exception is not OperationCanceledException)
                activation.Runtime.Logger.LogError(exception, "A timer callback of {Grain} failed. The timer goes on.", activation.GrainId);
        }

        lock (_gate)
        {
            _ticking = false;
            if (_disposed.IsCancellationRequested)
                return;
            // The callback may have set the timer anew; then its due time stands, or has passed while the callback ran.
            if (!_changed)
                _timer.Change(_period, Timeout.InfiniteTimeSpan);
            else if (_missed)
                _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            _missed = false;
        }
    }

    public override void Abandon(Exception reason) => Dispose();

    private void Tick()
    {
        lock (_gate)
        {
            // A tick that still waits or runs will set the next one; a second item would only queue behind it.
            if (_ticking || _disposed.IsCancellationRequested)
            {
                _missed = true;
                return;
            }

            _ticking = true;
        }

        _ = _activation.TryEnqueue(this);
    }
}
