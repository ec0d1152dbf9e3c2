using System.Globalization;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Wasilo.Conformance.Grains.Placement;

/// <summary>Places a grain on the silo whose port its key begins with: "PORT/anything".</summary>
[GenerateSerializer, Alias("conformance.by-port")]
public sealed class ByPortPlacement : PlacementStrategy;

/// <summary>Marks grains that are placed by port.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ByPortPlacementAttribute() : PlacementAttribute(new ByPortPlacement());

/// <summary>Does what <see cref="ByPortPlacement"/> says; while that silo is away, any other will do.</summary>
public sealed class ByPortDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var port = int.Parse(key.AsSpan(0, key.IndexOf('/')), CultureInfo.InvariantCulture);
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(Array.Find(silos, silo => silo.Endpoint.Port == port) ?? silos[0]);
    }
}
