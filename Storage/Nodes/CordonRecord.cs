namespace Wasilo.Storage.Nodes;

/// <summary>A node that takes no new grains.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Reason">What the operator said.</param>
/// <param name="Since">Kept to the millisecond.</param>
public sealed record CordonRecord(string Node, string? Reason, DateTimeOffset Since);
