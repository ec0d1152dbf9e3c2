using Wasilo.Grains.Abstractions.Nodes;

namespace Wasilo.Grains.Nodes;

/// <summary>What <see cref="NodeGrain"/> stores; never stored means never cordoned.</summary>
[GenerateSerializer, Alias("wasilo.NodeGrainState")]
internal sealed class NodeGrainState
{
    /// <summary>
    /// Null and not <see cref="NodeCordon.None"/> by default: reading a stored state fills the objects that it finds in
    /// place, and would write into the one that everybody shares.
    /// </summary>
    [Id(0)]
    public NodeCordon? Cordon { get; set; }
}
