using System.Threading.RateLimiting;
using Wasilo.Api.Problems;
using Wasilo.Silo.Configuration;

namespace Wasilo.Api.Limits;

/// <summary>How often each key may ask, at this process.</summary>
internal sealed class KeyLimits : IDisposable
{
    private const string Setting = "Limits:RequestsPerMinute";
    private const int SecondsPerMinute = 60;

    private readonly PartitionedRateLimiter<string>? _limiter;
    private readonly int _perMinute;

    /// <param name="configuration"><c>Limits:RequestsPerMinute</c>; 0, the default, for any number.</param>
    public KeyLimits(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        settings.RequireKnown("Limits", Setting);
        _perMinute = settings.Number(Setting, fallback: 0, least: 0, most: 10_000_000);
        if (_perMinute == 0)
            return;
        _limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => OptionsOf(_perMinute)));
    }

    /// <summary>The problem, if the key has asked too often.</summary>
    /// <param name="keyId">Its public part.</param>
    public Problem? Count(string keyId)
    {
        using var lease = _limiter?.AttemptAcquire(keyId);
        if (lease is not { IsAcquired: false })
            return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return new Problem(Condition.RateLimited, $"This key may ask {_perMinute} times a minute. Ask again in a moment.")
        {
            RetryAfter = Math.Max((int)Math.Ceiling(wait.TotalSeconds), 1),
        };
    }

    /// <summary>As many tokens about each second as make the limit exactly; one at a time where that is less than one a second.</summary>
    internal static TokenBucketRateLimiterOptions OptionsOf(int perMinute)
    {
        var tokens = Math.Max(perMinute / SecondsPerMinute, 1);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)tokens / perMinute),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }

    public void Dispose() => _limiter?.Dispose();
}
