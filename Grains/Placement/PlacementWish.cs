namespace Wasilo.Grains.Placement;

/// <summary>What is known of a grain that needs a node.</summary>
/// <param name="Hash">Of the grain's id; need not be well mixed.</param>
/// <param name="Region">Where it should run; null if that doesn't matter.</param>
/// <param name="Preferred">The node that it was placed on first; null if there is none.</param>
internal readonly record struct PlacementWish(int Hash, string? Region = null, string? Preferred = null);
