using Orleans.Placement;
using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Placement;

/// <summary>Tells where it lives.</summary>
public interface IPlacedGrain : IGrainWithStringKey
{
    /// <summary>The name of its silo.</summary>
    Task<string> Where();

    /// <summary>Where a grain lives that prefers to be near its caller, when this grain calls it.</summary>
    Task<string> WhereNeighbour(string key);

    /// <summary>Where each of the keys lives, asked from here.</summary>
    Task<List<string>> WhereAll(List<string> keys);

    /// <summary>How many silos its silo counts as active.</summary>
    Task<int> ActiveSilos();
}

/// <summary>Spread at random.</summary>
public interface IRandomlyPlacedGrain : IPlacedGrain;

/// <summary>Near its caller.</summary>
public interface ILocallyPlacedGrain : IPlacedGrain;

/// <summary>Where its key says.</summary>
public interface IPortPlacedGrain : IPlacedGrain;

/// <summary>What they share.</summary>
public abstract class PlacedGrain(IJournal journal, HostIdentity host, ISiloStatusOracle silos) : JournaledGrain(journal), IPlacedGrain
{
    Task<string> IPlacedGrain.Where() => Task.FromResult(host.Name);

    Task<string> IPlacedGrain.WhereNeighbour(string key) => GrainFactory.GetGrain<ILocallyPlacedGrain>(key).Where();

    async Task<List<string>> IPlacedGrain.WhereAll(List<string> keys) =>
        [.. await Task.WhenAll(keys.Select(key => GrainFactory.GetGrain<IRandomlyPlacedGrain>(key).Where()))];

    Task<int> IPlacedGrain.ActiveSilos() => Task.FromResult(silos.GetApproximateSiloStatuses(onlyActive: true).Count);
}

/// <summary>Spread at random.</summary>
[RandomPlacement]
public sealed class RandomlyPlacedGrain(IJournal journal, HostIdentity host, ISiloStatusOracle silos)
    : PlacedGrain(journal, host, silos), IRandomlyPlacedGrain;

/// <summary>Near its caller.</summary>
[PreferLocalPlacement]
public sealed class LocallyPlacedGrain(IJournal journal, HostIdentity host, ISiloStatusOracle silos)
    : PlacedGrain(journal, host, silos), ILocallyPlacedGrain;

/// <summary>Where its key says.</summary>
[ByPortPlacement]
public sealed class PortPlacedGrain(IJournal journal, HostIdentity host, ISiloStatusOracle silos)
    : PlacedGrain(journal, host, silos), IPortPlacedGrain;
