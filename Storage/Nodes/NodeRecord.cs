namespace Wasilo.Storage.Nodes;

/// <summary>What a node said of itself when it last reported.</summary>
public sealed record NodeRecord
{
    /// <summary><c>Node:Name</c>, unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary><c>Node:Region</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The process that reports, as <c>ip:port@generation</c>.</summary>
    public required string SiloAddress { get; init; }

    /// <summary>Of the program.</summary>
    public required string Version { get; init; }

    /// <summary>What the node does: joining, active, draining, stopping.</summary>
    public required string Status { get; init; }

    /// <summary>When the process started. Kept to the millisecond.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this report was made. Kept to the millisecond.</summary>
    public required DateTimeOffset LastHeartbeat { get; init; }

    /// <summary>Share of all processors that the process may use, 0 to 1.</summary>
    public required double Cpu { get; init; }

    /// <summary>Working set of the process.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Grains in memory.</summary>
    public required int Activations { get; init; }

    /// <summary>Sessions that the node is made for.</summary>
    public required int Capacity { get; init; }
}
