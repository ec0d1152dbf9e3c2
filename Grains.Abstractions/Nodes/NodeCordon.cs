namespace Wasilo.Grains.Abstractions.Nodes;

/// <summary>Whether a node is closed to new grains, and why.</summary>
/// <param name="Cordoned">True: the node keeps what it runs and is given nothing new.</param>
/// <param name="Reason">What the operator said when cordoning it.</param>
/// <param name="Since">When it was cordoned.</param>
[GenerateSerializer, Immutable, Alias("wasilo.NodeCordon")]
public sealed record NodeCordon(
    [property: Id(0)] bool Cordoned,
    [property: Id(1)] string? Reason,
    [property: Id(2)] DateTimeOffset? Since)
{
    /// <summary>A node that takes new grains.</summary>
    public static NodeCordon None { get; } = new(false, null, null);
}
