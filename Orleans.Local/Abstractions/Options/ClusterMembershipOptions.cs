namespace Orleans.Configuration;

/// <summary>
/// How soon a silo that went silent is declared dead. Orleans probes silos over the network; here each silo renews its row in the
/// membership table instead, and the same three settings give the time: <c>ProbeTimeout x (NumMissedProbesLimit - 1)</c>, 10 s by default.
/// </summary>
public class ClusterMembershipOptions
{
    /// <summary>The time that makes one missed probe.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that a probe may become where answers are slow. No effect here: nobody probes.</summary>
    public TimeSpan MaxProbeTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The number of missed probes that make a silo dead, counting the one that is under way.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>How seldom the membership table may be read. No effect here: each renewal, more often than this, reads it as well.</summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often at least a silo renews its row.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The age at which rows of dead silos are removed.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often rows of dead silos are removed; null for never.</summary>
    public TimeSpan? DefunctSiloCleanupPeriod { get; set; } = TimeSpan.FromHours(1);
}
