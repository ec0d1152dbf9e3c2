namespace Wasilo.Load.Harness;

/// <summary>Shares of a few hundred durations, kept whole.</summary>
internal static class Percentiles
{
    /// <summary>What a share of them (0 to 1) doesn't exceed, in milliseconds.</summary>
    public static double Of(IEnumerable<TimeSpan> durations, double share)
    {
        var sorted = durations.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)].TotalMilliseconds;
    }
}
