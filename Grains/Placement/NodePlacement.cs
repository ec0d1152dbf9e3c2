namespace Wasilo.Grains.Placement;

/// <summary>Places a grain on the node that <see cref="Balancer"/> finds best; see <see cref="NodePlacementDirector"/>.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.NodePlacement")]
public sealed class NodePlacement : PlacementStrategy;
