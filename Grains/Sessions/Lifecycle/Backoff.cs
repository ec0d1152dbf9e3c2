namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>
/// How long to wait before the next attempt. Full jitter: anything up to the ceiling, so that sessions which failed together come back apart.
/// </summary>
internal static class Backoff
{
    /// <param name="failures">In a row, at least 1.</param>
    /// <param name="draw">From 0 up to 1.</param>
    public static TimeSpan After(int failures, double draw) => Ceiling(failures) * draw;

    /// <summary>Where the server wants to be left alone: between half of the longest wait and all of it.</summary>
    public static TimeSpan Long(double draw) => LifecycleTimings.LongestBackoff / 2 * (1 + draw);

    private static TimeSpan Ceiling(int failures) => failures > 7
        ? LifecycleTimings.LongestBackoff // 2^7 s are more already
        : TimeSpan.FromTicks(Math.Min(LifecycleTimings.LongestBackoff.Ticks, LifecycleTimings.FirstBackoff.Ticks << (failures - 1)));
}
