using System.Collections.Concurrent;

namespace Orleans.Local.Calls;

/// <summary>Something with calls that may have waited for too long.</summary>
internal interface IExpiring
{
    void Expire(long now);
}

/// <summary>All calls that wait in this process, its own and those that it has passed on: what has no answer in time fails here.</summary>
internal sealed class CallTracker(CallSettings settings, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<long, PendingCall> _calls = new();
    private readonly ConcurrentDictionary<IExpiring, bool> _others = new();
    private long _last;
    private ITimer? _sweeper;

    public int Count => _calls.Count;

    /// <summary>Looks for expired calls from now on: ten times a response timeout, at least four times a second.</summary>
    public void Start()
    {
        var period = TimeSpan.FromTicks(Math.Clamp(settings.ResponseTimeout.Ticks / 10, TimeSpan.TicksPerMillisecond * 10, TimeSpan.TicksPerMillisecond * 250));
        _sweeper = time.CreateTimer(_ => Expire(), null, period, period);
    }

    public void Add(PendingCall call)
    {
        call.Number = Interlocked.Increment(ref _last);
        call.Tracker = this;
        _calls[call.Number] = call;
    }

    public void Remove(PendingCall call) => _calls.TryRemove(call.Number, out _);

    public void Add(IExpiring other) => _others[other] = true;

    public void Remove(IExpiring other) => _others.TryRemove(other, out _);

    public void Dispose() => _sweeper?.Dispose();

    private void Expire()
    {
        var now = time.GetTimestamp();
        foreach (var call in _calls.Values)
        {
            if (now > call.Request.Deadline)
            {
                call.Fail(new TimeoutException(
                    $"Response did not arrive on time in {settings.ResponseTimeout} for {call.Request}. It may still run. Does it wait for its own caller, or is its silo overloaded?"));
            }
        }

        foreach (var other in _others.Keys)
            other.Expire(now);
    }
}
