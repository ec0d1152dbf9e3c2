using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Local.Placement;

/// <summary>Any silo.</summary>
internal sealed class RandomPlacementDirector : IPlacementDirector
{
    [SuppressMessage("Security", "CA5394", Justification = "Which silo gets a grain is no secret.")]
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(silos[Random.Shared.Next(silos.Length)]);
    }
}

/// <summary>This silo if it takes activations, any other if not.</summary>
internal sealed class PreferLocalPlacementDirector(RandomPlacementDirector other) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        context.GetCompatibleSilos(target).Contains(context.LocalSilo) ? Task.FromResult(context.LocalSilo) : other.OnAddActivation(strategy, target, context);
}
