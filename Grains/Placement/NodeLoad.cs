namespace Wasilo.Grains.Placement;

/// <summary>What the balancer knows of one node, until the next snapshot.</summary>
internal sealed class NodeLoad(bool open, long activations, int capacity)
{
    private readonly double _perActivation = 1.0 / Math.Max(capacity, 1);
    private long _taken = activations;

    /// <summary>Alive, not draining, not cordoned: the node may be given new grains.</summary>
    public bool Open => open;

    /// <summary>Its heartbeat is late, or it is short of processor time.</summary>
    public bool Strained { get; init; }

    /// <summary>Unique in the cluster; empty where it doesn't matter.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public string Region { get; init; } = "";

    /// <summary>How far WhatsApp's edge is from it, there and back; zero if nobody has measured.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// The part of the node's capacity that is taken. What this silo placed there since the snapshot counts too: else
    /// every grain of a burst would go to the node that was emptiest when the burst began.
    /// </summary>
    public double Fraction => Volatile.Read(ref _taken) * _perActivation;

    public void CountPlacement() => Interlocked.Increment(ref _taken);
}
