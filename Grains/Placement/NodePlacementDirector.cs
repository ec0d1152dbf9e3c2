using System.Buffers;
using Orleans.Runtime.Placement;

namespace Wasilo.Grains.Placement;

/// <summary>The node balancer: applies <see cref="NodeChoice"/> to the silos that can run the grain.</summary>
internal sealed class NodePlacementDirector(NodeSnapshots snapshots) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var snapshot = snapshots.Current;
        var loads = ArrayPool<NodeLoad?>.Shared.Rent(silos.Length);
        try
        {
            for (var i = 0; i < silos.Length; i++)
                loads[i] = snapshot.Find(silos[i]);

            var choice = NodeChoice.Choose(loads.AsSpan(0, silos.Length), target.GrainIdentity.GetHashCode());
            loads[choice]?.CountPlacement();
            return Task.FromResult(silos[choice]);
        }
        finally
        {
            ArrayPool<NodeLoad?>.Shared.Return(loads, clearArray: true);
        }
    }
}
