using System.Collections.Frozen;

namespace Wasilo.Grains.Placement;

/// <summary>
/// The silos that can run a grain, with what a snapshot knows of each, sorted so that a choice looks at no more nodes than it must.
/// </summary>
internal sealed class NodeField
{
    private readonly SiloAddress[] _silos;
    private readonly NodeLoad?[] _loads;
    private readonly FrozenDictionary<string, int[]> _regions;
    private readonly FrozenDictionary<string, NodeLoad?[]> _loadsOfRegions;
    private readonly FrozenDictionary<string, int> _names;

    /// <param name="silos">At least one.</param>
    /// <param name="snapshot">What is known of them.</param>
    public NodeField(SiloAddress[] silos, NodeSnapshot snapshot)
    {
        Snapshot = snapshot;
        _silos = silos;
        _loads = [.. silos.Select(snapshot.Find)];
        var known = Enumerable.Range(0, silos.Length).Where(i => _loads[i] is not null).ToArray();
        _regions = known.GroupBy(i => _loads[i]!.Region).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        _loadsOfRegions = _regions.ToFrozenDictionary(region => region.Key, region => region.Value.Select(i => _loads[i]).ToArray());
        _names = known.DistinctBy(i => _loads[i]!.Name).ToFrozenDictionary(i => _loads[i]!.Name);
    }

    /// <summary>What this was made of.</summary>
    public NodeSnapshot Snapshot { get; }

    public bool IsOf(NodeSnapshot snapshot, SiloAddress[] silos) => snapshot == Snapshot && _silos.AsSpan().SequenceEqual(silos);

    /// <summary>Chooses a silo for a grain and counts the grain as placed there.</summary>
    public SiloAddress Place(in PlacementWish wish)
    {
        var choice = Choose(wish);
        _loads[choice]?.CountPlacement();
        return _silos[choice];
    }

    private int Choose(in PlacementWish wish)
    {
        if (wish.Preferred is { } preferred && _names.TryGetValue(preferred, out var known) && Balancer.IsWelcome(_loads[known], wish))
            return known;

        if (wish.Region is { } region && _regions.TryGetValue(region, out var indexes))
        {
            var near = indexes[Balancer.Choose(_loadsOfRegions[region], wish with { Region = null })];
            if (_loads[near] is { Open: true })
                return near;
        }

        return Balancer.Choose(_loads, wish);
    }
}
