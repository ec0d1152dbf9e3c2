namespace Wasilo.Grains.Abstractions.Nodes;

/// <summary>
/// What operators decided about one node; its key is the node's name. It is stored, and it need not run on the node
/// that it speaks of: a cordon outlives both.
/// </summary>
[Alias("wasilo.INodeGrain")]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>The cordon as it stands; a node that nobody ever cordoned has none.</summary>
    [Alias("Get")]
    Task<NodeCordon> Get();

    /// <summary>
    /// Keeps new grains away from the node. Cordoning a cordoned node changes the reason, if another is given, and
    /// nothing else.
    /// </summary>
    /// <returns>The cordon, or null when the cluster has never seen a node of this name.</returns>
    [Alias("Cordon")]
    Task<NodeCordon?> Cordon(string? reason);

    /// <summary>Lets the node take new grains again. Without a cordon this changes nothing.</summary>
    /// <returns>The cordon, or null when the cluster has never seen a node of this name.</returns>
    [Alias("Uncordon")]
    Task<NodeCordon?> Uncordon();
}
