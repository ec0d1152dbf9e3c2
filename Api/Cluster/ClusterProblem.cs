using Wasilo.Api.Problems;
using Wasilo.Silo;

namespace Wasilo.Api.Cluster;

/// <summary>The answer to a request that needs grains while none can be reached: 503, and when to come back.</summary>
internal static class ClusterProblem
{
    private const int RetryAfterSeconds = 2;

    public static string Explain(ClusterState state, WasiloRole role) => state switch
    {
        ClusterState.Joining => "This process is joining its cluster.",
        ClusterState.Draining => "This process was asked to stop.",
        ClusterState.Ready => "The node that this needs does not answer. If it has died, another one takes over within seconds.",
        _ when role.HostsSilo => "The node in this process does not answer.",
        _ => $"No node of cluster {role.ClusterId} answers. Start one with `Silo` on the same Storage:ConnectionString and Cluster:Id, "
            + "or run this program with Cluster:Mode=single.",
    };

    public static Problem Of(ClusterState state, WasiloRole role) =>
        new(Condition.Unavailable, Explain(state, role)) { RetryAfter = RetryAfterSeconds };
}
