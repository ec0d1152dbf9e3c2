using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Webhooks;

/// <summary>When what failed is tried again.</summary>
internal static class RetryDelays
{
    private const double Spread = 0.2;

    /// <summary>However long a policy would have it, a receiver that is back is told within this time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long to wait; null if it was tried often enough.</summary>
    /// <param name="policy">The webhook's.</param>
    /// <param name="failed">How often it failed; at least once.</param>
    /// <param name="draw">A random number from 0 to below 1: receivers that many wait for aren't asked by all at once.</param>
    public static TimeSpan? After(RetryConfig policy, int failed, double draw)
    {
        if (failed > policy.Attempts)
            return null;
        var seconds = policy.Policy switch
        {
            "linear" => policy.DelaySeconds * (double)failed,
            "exponential" => policy.DelaySeconds * Math.Pow(2, Math.Min(failed, 30) - 1) * (1 + (Spread * draw)),
            _ => policy.DelaySeconds,
        };
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}
