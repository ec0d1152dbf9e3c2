using System.Collections.Frozen;
using Wasilo.Grains.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Placement;

/// <summary>What the nodes' heartbeats and the operators' cordons said at one moment, by silo.</summary>
internal sealed class NodeSnapshot
{
    /// <summary>The part of the time to its death that a node's silence may last before it counts as late.</summary>
    private const double LatePart = 0.7;

    /// <summary>More than this leaves nothing for a burst.</summary>
    private const double BusyCpu = 0.9;

    private readonly FrozenDictionary<SiloAddress, NodeLoad> _loads;

    private NodeSnapshot(FrozenDictionary<SiloAddress, NodeLoad> loads) => _loads = loads;

    /// <summary>Nothing is known yet.</summary>
    public static NodeSnapshot Empty { get; } = new(FrozenDictionary<SiloAddress, NodeLoad>.Empty);

    public static NodeSnapshot Of(
        IEnumerable<NodeRecord> nodes, IReadOnlyDictionary<string, CordonRecord> cordons, DateTimeOffset now, TimeSpan deadAfter) =>
        new(nodes.ToFrozenDictionary(
            node => SiloAddress.FromParsableString(node.SiloAddress),
            node => new NodeLoad(
                open: node.Status == NodeStatusNames.Active && now - node.LastHeartbeat < deadAfter && !cordons.ContainsKey(node.Name),
                node.Activations,
                node.Capacity)
            {
                Name = node.Name,
                Region = node.Region,
                Strained = now - node.LastHeartbeat > deadAfter * LatePart || node.Cpu > BusyCpu,
            }));

    /// <summary>Null for a silo that has not reported.</summary>
    public NodeLoad? Find(SiloAddress silo) => _loads.GetValueOrDefault(silo);
}
