using Orleans.Placement;

namespace Wasilo.Grains.Placement;

/// <summary>Leaves the choice of a grain class's node to the node balancer.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NodePlacementAttribute() : PlacementAttribute(new NodePlacement());
