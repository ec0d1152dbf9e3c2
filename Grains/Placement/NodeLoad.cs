namespace Wasilo.Grains.Placement;

/// <summary>What the balancer knows of one node, until the next snapshot.</summary>
internal sealed class NodeLoad(bool open, long activations, int capacity)
{
    private long _placed;

    /// <summary>Alive, not draining, not cordoned: the node may be given new grains.</summary>
    public bool Open => open;

    /// <summary>
    /// The part of the node's capacity that is taken. What this silo placed there since the snapshot counts too: else
    /// every grain of a burst would go to the node that was emptiest when the burst began.
    /// </summary>
    public double Fraction => (activations + Volatile.Read(ref _placed)) / (double)Math.Max(capacity, 1);

    public void CountPlacement() => Interlocked.Increment(ref _placed);
}
