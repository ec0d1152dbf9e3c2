namespace Wasilo.Grains.Sessions.Messages;

/// <summary>Holds a session to its number of messages in a minute and in an hour.</summary>
/// <remarks>
/// The generic cell rate algorithm (ITU-T I.371): of each period it keeps one time, the one at which everything that was sent would have
/// been sent at an even rate. A session that has sent nothing for a while may send a whole period's messages at once. It begins anew where
/// the session goes; nobody moves a session to write more.
/// </remarks>
internal sealed class SendRate(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private DateTimeOffset _evenOfMinute;
    private DateTimeOffset _evenOfHour;

    /// <summary>Counts a message; or says how long it must wait, and counts nothing.</summary>
    public TimeSpan? Count(int? perMinute, int? perHour)
    {
        var now = time.GetUtcNow();
        var (minute, waitForMinute) = Next(_evenOfMinute, now, perMinute, Minute);
        var (hour, waitForHour) = Next(_evenOfHour, now, perHour, Hour);
        var wait = waitForMinute > waitForHour ? waitForMinute : waitForHour;
        if (wait > TimeSpan.Zero)
            return wait;
        (_evenOfMinute, _evenOfHour) = (minute, hour);
        return null;
    }

    private static (DateTimeOffset Even, TimeSpan Wait) Next(DateTimeOffset even, DateTimeOffset now, int? limit, TimeSpan period)
    {
        if (limit is not > 0)
            return (now, TimeSpan.Zero);
        var share = period / limit.Value;
        var next = (even > now ? even : now) + share;
        return (next, next - now - period);
    }
}
