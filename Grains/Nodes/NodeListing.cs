using Wasilo.Grains.Abstractions.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Nodes;

/// <summary>
/// Joins the nodes' heartbeats with the cluster's membership. Membership knows first that a silo is dead; the heartbeat
/// knows first that a node is on its way in or out, and it alone knows names and figures.
/// </summary>
internal static class NodeListing
{
    /// <param name="heartbeats">One a node name.</param>
    /// <param name="cordons">By node name.</param>
    /// <param name="silos">Membership's view, by silo; dead ones may have been forgotten.</param>
    /// <param name="now">The time to measure the heartbeats' age at.</param>
    /// <param name="deadAfter">The age at which a silo that membership doesn't know counts as dead.</param>
    public static NodeView[] Join(
        IEnumerable<NodeRecord> heartbeats,
        IReadOnlyDictionary<string, CordonRecord> cordons,
        IReadOnlyDictionary<SiloAddress, SiloStatus> silos,
        DateTimeOffset now,
        TimeSpan deadAfter) =>
    [
        .. heartbeats
            .Select(node =>
            {
                var silo = SiloAddress.FromParsableString(node.SiloAddress);
                var status = silos.TryGetValue(silo, out var member)
                    ? OfMember(member, node.Status)
                    : OfStranger(node.Status, silent: now - node.LastHeartbeat >= deadAfter);
                return View(node, silo, status, cordons.GetValueOrDefault(node.Name));
            })
            .OrderBy(node => node.Name, StringComparer.Ordinal),
    ];

    private static NodeStatus OfMember(SiloStatus member, string heartbeat) => member switch
    {
        SiloStatus.Dead => NodeStatus.Dead,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => NodeStatus.Draining,
        SiloStatus.Active when heartbeat == NodeStatusNames.Draining => NodeStatus.Draining,
        SiloStatus.Active => NodeStatus.Active,
        _ => NodeStatus.Joining,
    };

    /// <summary>Not in membership: not yet, as a node that joins, or no longer, as one that died long ago.</summary>
    private static NodeStatus OfStranger(string heartbeat, bool silent) =>
        silent ? NodeStatus.Dead
        : heartbeat == NodeStatusNames.Draining ? NodeStatus.Draining
        : NodeStatus.Joining;

    private static NodeView View(NodeRecord node, SiloAddress silo, NodeStatus status, CordonRecord? cordon) => new()
    {
        Name = node.Name,
        Region = node.Region,
        Status = status,
        Version = node.Version,
        Address = silo.Endpoint.ToString(),
        Activations = node.Activations,
        Capacity = node.Capacity,
        Cpu = node.Cpu,
        MemoryBytes = node.MemoryBytes,
        StartedAt = node.StartedAt,
        LastHeartbeat = node.LastHeartbeat,
        Cordoned = cordon is not null,
        Note = cordon?.Reason,
    };
}
