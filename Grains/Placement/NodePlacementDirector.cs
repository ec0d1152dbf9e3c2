using Orleans.Runtime.Placement;

namespace Wasilo.Grains.Placement;

/// <summary>The node balancer: applies <see cref="Balancer"/> to the silos that can run the grain.</summary>
internal sealed class NodePlacementDirector(NodeSnapshots snapshots) : IPlacementDirector
{
    private volatile NodeField? _field;

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var snapshot = snapshots.Current;
        var field = _field;
        if (field?.IsOf(snapshot, silos) != true)
            _field = field = new NodeField(silos, snapshot);

        return Task.FromResult(field.Place(new PlacementWish(
            target.GrainIdentity.GetHashCode(),
            PlacementContext.RegionOf(target.RequestContextData),
            PlacementContext.PreferredOf(target.RequestContextData))));
    }
}
