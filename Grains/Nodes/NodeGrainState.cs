using Wasilo.Grains.Abstractions.Nodes;

namespace Wasilo.Grains.Nodes;

/// <summary>What <see cref="NodeGrain"/> stores; never stored means never cordoned.</summary>
[GenerateSerializer, Alias("wasilo.NodeGrainState")]
internal sealed class NodeGrainState
{
    [Id(0)]
    public NodeCordon Cordon { get; set; } = NodeCordon.None;
}
