namespace Wasilo.Grains.Abstractions.Nodes;

/// <summary>One node as operators see it: its own heartbeat joined with what the cluster's membership says.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.NodeView")]
public sealed record NodeView
{
    /// <summary>Unique in the cluster.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The region that it was started in.</summary>
    [Id(1)]
    public required string Region { get; init; }

    /// <summary>Membership's word where it has one, else the heartbeat's.</summary>
    [Id(2)]
    public required NodeStatus Status { get; init; }

    /// <summary>The version of Wasilo that it runs.</summary>
    [Id(3)]
    public required string Version { get; init; }

    /// <summary>Address and port that silos reach it at.</summary>
    [Id(4)]
    public required string Address { get; init; }

    /// <summary>Grains that were active on it at its last heartbeat.</summary>
    [Id(5)]
    public required int Activations { get; init; }

    /// <summary>The number of sessions that it is meant to carry.</summary>
    [Id(6)]
    public required int Capacity { get; init; }

    /// <summary>Its process' share of the machine's processors since the heartbeat before, 0 to 1.</summary>
    [Id(7)]
    public required double Cpu { get; init; }

    /// <summary>Its process' resident memory.</summary>
    [Id(8)]
    public required long MemoryBytes { get; init; }

    /// <summary>When its process started.</summary>
    [Id(9)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last wrote its figures.</summary>
    [Id(10)]
    public required DateTimeOffset LastHeartbeat { get; init; }

    /// <summary>Whether an operator keeps new grains away from it.</summary>
    [Id(11)]
    public required bool Cordoned { get; init; }

    /// <summary>The operator's reason, if one was given.</summary>
    [Id(12)]
    public string? Note { get; init; }
}
