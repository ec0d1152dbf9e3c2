namespace Wasilo.Grains.Placement;

/// <summary>The latest snapshot, renewed with each heartbeat of this silo, so that placing a grain costs no query.</summary>
internal sealed class NodeSnapshots
{
    private volatile NodeSnapshot _current = NodeSnapshot.Empty;

    public NodeSnapshot Current
    {
        get => _current;
        set => _current = value;
    }
}
