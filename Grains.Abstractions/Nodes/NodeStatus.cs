namespace Wasilo.Grains.Abstractions.Nodes;

/// <summary>What a node is doing, as far as the answering silo knows.</summary>
public enum NodeStatus
{
    /// <summary>Started, not yet a member of the cluster.</summary>
    Joining = 0,

    /// <summary>A member that runs grains.</summary>
    Active = 1,

    /// <summary>Leaving: it deactivates its grains and takes no new ones.</summary>
    Draining = 2,

    /// <summary>Declared dead by the cluster, or silent for so long that it must be.</summary>
    Dead = 3,
}
