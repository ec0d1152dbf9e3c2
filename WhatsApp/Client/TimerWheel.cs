using System.Runtime.CompilerServices;

namespace Wasilo.WhatsApp.Client;

/// <summary>The timers of all clients on one timer of the clock, so that a client has none of its own.</summary>
/// <remarks>
/// A hashed wheel: a timer lies in the slot of its tick modulo the number of slots, in a list that runs through the timers themselves.
/// Arming and disarming take constant time and no memory. A timer is never early, and late by a tick at most; a wheel with nothing
/// armed doesn't turn.
/// </remarks>
internal sealed class TimerWheel
{
    /// <summary>Fine enough for waits of seconds; ten turns a second are no load.</summary>
    internal static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    // A turn takes 51 s: pings (20-30 s) come up in the first one, requests (60 s) in the second.
    private const int SlotCount = 512;

    private static readonly ConditionalWeakTable<TimeProvider, TimerWheel> Wheels = [];

    private readonly Lock _lock = new();
    private readonly WheelTimer?[] _slots = new WheelTimer?[SlotCount];
    private readonly TimeProvider _time;
    private readonly long _start;
    private ITimer? _timer;
    private bool _turning;
    private int _armed;
    private long _lastTick;
    private long _nextOrder;

    private TimerWheel(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>The wheel of a clock; there is one for each, so one for a process outside of tests.</summary>
    internal static TimerWheel Of(TimeProvider time) => Wheels.GetValue(time, static clock => new TimerWheel(clock));

    /// <summary>Makes the timer due after a while; one that is armed already starts over.</summary>
    internal void Arm(WheelTimer timer, TimeSpan due)
    {
        lock (_lock)
        {
            if (timer.IsArmed)
                Remove(timer);
            var now = _time.GetElapsedTime(_start);
            timer.DueTick = TickOf(now + due) + 1; // rounded up, so that it is never early
            timer.Order = _nextOrder++;
            if (_armed == 0)
                _lastTick = TickOf(now);
            Add(timer);
            Turn();
        }
    }

    /// <summary>False if the timer wasn't armed: it has run, or is about to.</summary>
    internal bool Disarm(WheelTimer timer)
    {
        lock (_lock)
        {
            if (!timer.IsArmed)
                return false;
            Remove(timer);
            return true;
        }
    }

    private static long TickOf(TimeSpan elapsed) => elapsed.Ticks / Tick.Ticks;

    private void OnTick()
    {
        List<WheelTimer>? due = null;
        lock (_lock)
        {
            long now = TickOf(_time.GetElapsedTime(_start));
            // After a long pause of the process each slot is looked at once, not once for each turn that was missed.
            for (long tick = Math.Max(_lastTick + 1, now - SlotCount + 1); tick <= now; tick++)
                TakeDue(tick, now, ref due);
            _lastTick = now;
            if (_armed == 0)
                Rest();
        }

        due?.Sort(static (a, b) => a.DueTick != b.DueTick ? a.DueTick.CompareTo(b.DueTick) : a.Order.CompareTo(b.Order));
        foreach (var timer in due ?? [])
            timer.OnDue();
    }

    private void TakeDue(long tick, long now, ref List<WheelTimer>? due)
    {
        var timer = _slots[tick % SlotCount];
        while (timer is not null)
        {
            var next = timer.Next;
            if (timer.DueTick <= now)
            {
                Remove(timer);
                (due ??= []).Add(timer);
            }

            timer = next;
        }
    }

    private void Add(WheelTimer timer)
    {
        ref var head = ref _slots[timer.DueTick % SlotCount];
        timer.Next = head;
        timer.Previous = null;
        if (head is not null)
            head.Previous = timer;
        head = timer;
        timer.IsArmed = true;
        _armed++;
    }

    private void Remove(WheelTimer timer)
    {
        if (timer.Previous is { } previous)
            previous.Next = timer.Next;
        else
            _slots[timer.DueTick % SlotCount] = timer.Next;
        if (timer.Next is { } next)
            next.Previous = timer.Previous;
        timer.Next = timer.Previous = null;
        timer.IsArmed = false;
        _armed--;
    }

    private void Turn()
    {
        if (_turning)
            return;
        _turning = true;
        if (_timer is not null)
        {
            _timer.Change(Tick, Tick);
            return;
        }

        // Else the wheel would keep the first client's ambient state for the life of the process.
        using (ExecutionContext.SuppressFlow())
            _timer = _time.CreateTimer(static wheel => ((TimerWheel)wheel!).OnTick(), this, Tick, Tick);
    }

    private void Rest()
    {
        _turning = false;
        _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
