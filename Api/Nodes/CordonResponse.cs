namespace Wasilo.Api.Nodes;

/// <param name="Name">The node.</param>
/// <param name="Cordoned">Whether new grains are kept away from it.</param>
/// <param name="Reason">Why, if anybody said so.</param>
/// <param name="Since">Since when.</param>
internal sealed record CordonResponse(string Name, bool Cordoned, string? Reason, DateTimeOffset? Since);
