using Wasilo.Grains.Abstractions.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Nodes;

[NodePlacement]
internal sealed class NodeGrain(
    [PersistentState("node-cordon")] IPersistentState<NodeGrainState> state,
    NodeStore nodes,
    CordonStore cordons,
    TimeProvider clock) : Grain, INodeGrain
{
    private string Name => this.GetPrimaryKeyString();

    private NodeCordon Current => state.State.Cordon ?? NodeCordon.None;

    public Task<NodeCordon> Get() => Task.FromResult(Current);

    public async Task<NodeCordon?> Cordon(string? reason)
    {
        if (!await ExistsAsync())
            return null;

        var old = Current;
        var since = old.Since ?? clock.GetUtcNow();
        var cordon = await StoreAsync(new NodeCordon(true, reason ?? old.Reason, since));
        await cordons.SetAsync(new CordonRecord(Name, cordon.Reason, since), CancellationToken.None);
        return cordon;
    }

    public async Task<NodeCordon?> Uncordon()
    {
        if (!Current.Cordoned && !await ExistsAsync())
            return null;

        var cordon = await StoreAsync(NodeCordon.None);
        await cordons.RemoveAsync(Name, CancellationToken.None);
        return cordon;
    }

    /// <summary>
    /// Stored first, copied to the table second, and copied again even when nothing changed: a call that failed in
    /// between is made good by calling again.
    /// </summary>
    private async Task<NodeCordon> StoreAsync(NodeCordon cordon)
    {
        if (cordon != Current)
        {
            state.State.Cordon = cordon;
            await state.WriteStateAsync();
        }

        return cordon;
    }

    private async Task<bool> ExistsAsync() =>
        (await nodes.ListAsync(CancellationToken.None)).Any(node => node.Name == Name);
}
