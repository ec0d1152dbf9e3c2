using Orleans.Configuration;
using Wasilo.Silo.Configuration;

namespace Wasilo.Silo;

/// <summary>What silos and clients of a cluster agree on.</summary>
internal static class WasiloCluster
{
    /// <summary>Stored grains are found under it, so it never changes; <c>Cluster:Id</c> may.</summary>
    public const string ServiceId = "wasilo";

    /// <summary>
    /// How long a grain may take to answer. Shorter than the time to declare a silo dead would fail calls that a
    /// takeover still saves; much longer keeps callers waiting for what won't come.
    /// </summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);

    public static void Configure(ClusterOptions options, ClusterSettings cluster)
    {
        options.ServiceId = ServiceId;
        options.ClusterId = cluster.Id;
    }

    /// <summary>
    /// A silo is suspected after three missed probes, and the next round of the others' declares it dead. The table is
    /// renewed so often that a cluster which was killed as a whole knows its dead soon at its next start. Nobody votes
    /// against a silo that was heard within three times the longest probe: at Orleans' own length of that, four times
    /// a usual one, a frozen node would keep its sessions four times as long as a killed one.
    /// </summary>
    public static void Configure(ClusterMembershipOptions options, ClusterSettings cluster)
    {
        options.NumMissedProbesLimit = 3;
        options.ProbeTimeout = cluster.DeadAfter / 3;
        options.MaxProbeTimeout = options.ProbeTimeout;
        options.IAmAliveTablePublishTimeout = cluster.DeadAfter / 4;
        options.TableRefreshTimeout = cluster.DeadAfter / 4;
    }
}
