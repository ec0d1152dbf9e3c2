using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Client;

/// <summary>Pings the server every 25 to 30 seconds, and says when it has been silent for a minute.</summary>
/// <remarks>The answer to a ping isn't waited for: whatever arrives is a sign of life.</remarks>
internal sealed class KeepAlive : WheelTimer
{
    /// <summary>
    /// The later half of whatsmeow's 20 to 30 s, up to Baileys' 30: apart, so that the clients of a process don't ping together, and not
    /// sooner than need be, as pings are all that an idle client costs.
    /// </summary>
    internal static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(25);
    internal static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(30);

    /// <summary>At least one ping must have been answered within it.</summary>
    internal static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(60);

    private readonly TimerWheel _wheel;
    private readonly TimeProvider _time;
    private readonly IRandomSource _random;
    private readonly Action _ping;
    private readonly Action _dead;
    private long _heard;
    private long _nextPing;
    private volatile bool _stopped;

    /// <param name="parts">For clock and randomness.</param>
    /// <param name="ping">Starts sending a ping; on the wheel's thread.</param>
    /// <param name="dead">Ends the connection; on the wheel's thread.</param>
    internal KeepAlive(ClientParts parts, Action ping, Action dead)
    {
        _wheel = parts.Wheel;
        _time = parts.Time;
        _random = parts.Random;
        _ping = ping;
        _dead = dead;
    }

    internal void Start()
    {
        Heard();
        PlanPing();
        Rearm();
    }

    /// <summary>Something has arrived.</summary>
    internal void Heard() => Volatile.Write(ref _heard, _time.GetTimestamp());

    internal void Stop()
    {
        _stopped = true;
        _wheel.Disarm(this);
    }

    internal override void OnDue()
    {
        if (_stopped)
            return;
        if (Silence >= DeadAfter)
        {
            _dead();
            return;
        }

        if (UntilPing <= TimeSpan.Zero)
        {
            PlanPing();
            _ping();
        }

        Rearm();
    }

    private TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heard));

    private TimeSpan UntilPing => -_time.GetElapsedTime(_nextPing);

    private void PlanPing()
    {
        var interval = ShortestInterval + (LongestInterval - ShortestInterval) * _random.NextUnit();
        _nextPing = _time.GetTimestamp() + (long)(interval.TotalSeconds * _time.TimestampFrequency);
    }

    private void Rearm()
    {
        var untilDead = DeadAfter - Silence;
        var next = UntilPing < untilDead ? UntilPing : untilDead;
        _wheel.Arm(this, next > TimeSpan.Zero ? next : TimeSpan.Zero);
        if (_stopped)
            _wheel.Disarm(this); // stopped meanwhile, by another thread
    }
}
