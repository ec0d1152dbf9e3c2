namespace Wasilo.Grains.Abstractions.Nodes;

/// <summary>
/// A view of the cluster's nodes. It has no state: any key answers the same, from the silo that happens to run it. So
/// a caller that holds several keys keeps getting answers while the silo behind one of them is dead and not yet
/// declared so.
/// </summary>
[Alias("wasilo.INodesGrain")]
public interface INodesGrain : IGrainWithStringKey
{
    /// <summary>Every node that sent a heartbeat lately or is a member of the cluster, sorted by name.</summary>
    [Alias("List")]
    Task<NodeView[]> List();

    /// <summary>Answers with the name of the node that runs this view; touches nothing else.</summary>
    [Alias("Ping")]
    Task<string> Ping();
}
