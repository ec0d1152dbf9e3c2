using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Local.Activations;
using Orleans.Local.Calls;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Local.Placement;

/// <summary>Asks the director of a grain class's strategy where a new activation goes.</summary>
internal sealed class PlacementService(SiloRuntime runtime) : IPlacementContext
{
    private readonly ConcurrentDictionary<Type, IPlacementDirector> _directors = new();

    public SiloAddress LocalSilo => runtime.Silo;

    public SiloStatus LocalSiloStatus => runtime.Membership.CurrentStatus;

    /// <summary>The active silos that aren't suspected; all active ones if all others are.</summary>
    public SiloAddress[] GetCompatibleSilos(PlacementTarget target)
    {
        var active = runtime.Membership.View.Active;
        SiloAddress[] trusted = [.. active.Where(s => !runtime.Membership.IsSuspected(s))];
        return trusted.Length > 0 ? trusted : [.. active];
    }

    /// <exception cref="SiloUnavailableException">No silo is active.</exception>
    /// <exception cref="OrleansException">The director named a silo that isn't in the cluster.</exception>
    public async Task<SiloAddress> PlaceAsync(GrainRequest request)
    {
        var strategy = runtime.Types.ClassOf(request.Target.Type).Placement;
        var director = _directors.GetOrAdd(strategy.GetType(), FindDirector);
        var context = request.Context?.ToDictionary() ?? [];
        var target = new PlacementTarget(request.Target, context, new GrainInterfaceType(request.InterfaceName), 0);
        if (GetCompatibleSilos(target).Length == 0)
            throw new SiloUnavailableException("No silo of the cluster is active.");
        var chosen = await director.OnAddActivation(strategy, target, this);
        return runtime.Membership.View.Active.Contains(chosen)
            ? chosen
            : throw new OrleansException($"{director.GetType()} placed {request.Target} on {chosen}, which is not an active silo.");
    }

    private IPlacementDirector FindDirector(Type strategy) =>
        runtime.Services.GetKeyedService<IPlacementDirector>(strategy)
        ?? throw new OrleansConfigurationException($"No placement director is registered for {strategy}. Call AddPlacementDirector<{strategy.Name}, ...>() on the silo builder.");
}
