namespace Wasilo.Grains.Abstractions.Nodes;

/// <summary>One node as operators see it: its own heartbeat joined with what the cluster's membership says.</summary>
/// <param name="Name">The node's name, unique in the cluster.</param>
/// <param name="Region">The region that it was started in.</param>
/// <param name="Status">Membership's word where it has one, else the heartbeat's.</param>
/// <param name="Version">The version of Wasilo that it runs.</param>
/// <param name="Address">Host and port that silos reach it at.</param>
/// <param name="Activations">Grains that were active on it at its last heartbeat.</param>
/// <param name="Capacity">The number of sessions that it is meant to carry.</param>
/// <param name="CpuFraction">Its process' share of the machine's processors since the heartbeat before, 0 to 1.</param>
/// <param name="MemoryBytes">Its process' resident memory.</param>
/// <param name="StartedAt">When its process started.</param>
/// <param name="LastHeartbeat">When it last wrote its figures.</param>
/// <param name="Cordoned">Whether an operator keeps new grains away from it.</param>
/// <param name="Note">The operator's reason, if one was given.</param>
[GenerateSerializer, Immutable, Alias("wasilo.NodeView")]
public sealed record NodeView(
    [property: Id(0)] string Name,
    [property: Id(1)] string Region,
    [property: Id(2)] NodeStatus Status,
    [property: Id(3)] string Version,
    [property: Id(4)] string Address,
    [property: Id(5)] int Activations,
    [property: Id(6)] int Capacity,
    [property: Id(7)] double CpuFraction,
    [property: Id(8)] long MemoryBytes,
    [property: Id(9)] DateTimeOffset StartedAt,
    [property: Id(10)] DateTimeOffset LastHeartbeat,
    [property: Id(11)] bool Cordoned,
    [property: Id(12)] string? Note);
