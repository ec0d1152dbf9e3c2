using Wasilo.Grains.Abstractions.Nodes;

namespace Wasilo.Api.Nodes;

/// <summary>A process that runs sessions.</summary>
internal sealed record NodeResponse
{
    /// <summary>Unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Where the node stands.</summary>
    public required string Region { get; init; }

    /// <summary>A dead node stays listed until one of the same name starts, or for a week.</summary>
    public required NodeStatus Status { get; init; }

    /// <summary>The version of Wasilo that it runs.</summary>
    public required string Version { get; init; }

    /// <summary>Address and port that other nodes reach it at.</summary>
    public required string Address { get; init; }

    /// <summary>Grains that are active on it.</summary>
    public required int Activations { get; init; }

    /// <summary>Sessions that it is meant to carry.</summary>
    public required int Capacity { get; init; }

    /// <summary>Its share of the machine's processors, 0 to 1.</summary>
    public required double Cpu { get; init; }

    /// <summary>Resident memory of its process.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>When its process started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last reported itself; the figures are of that time.</summary>
    public required DateTimeOffset LastHeartbeat { get; init; }

    /// <summary>Whether an operator keeps new grains away from it.</summary>
    public required bool Cordoned { get; init; }

    /// <summary>The operator's reason.</summary>
    public string? Note { get; init; }

    public static NodeResponse Of(NodeView node) => new()
    {
        Name = node.Name,
        Region = node.Region,
        Status = node.Status,
        Version = node.Version,
        Address = node.Address,
        Activations = node.Activations,
        Capacity = node.Capacity,
        Cpu = Math.Round(node.Cpu, 4),
        MemoryBytes = node.MemoryBytes,
        StartedAt = node.StartedAt,
        LastHeartbeat = node.LastHeartbeat,
        Cordoned = node.Cordoned,
        Note = node.Note,
    };
}
