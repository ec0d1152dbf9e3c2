using Orleans.Concurrency;
using Orleans.Placement;
using Wasilo.Grains.Abstractions.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Nodes;

[Reentrant, PreferLocalPlacement]
internal sealed class NodesGrain(
    NodeStore nodes, CordonStore cordons, ISiloStatusOracle membership, NodeTimings timings, TimeProvider clock) : Grain, INodesGrain
{
    public async Task<NodeView[]> List() => NodeListing.Join(
        await nodes.ListAsync(CancellationToken.None),
        await cordons.ListAsync(CancellationToken.None),
        membership.GetApproximateSiloStatuses(),
        clock.GetUtcNow(),
        timings.DeadAfter);

    public Task<string> Ping() => Task.FromResult(membership.SiloName);
}
