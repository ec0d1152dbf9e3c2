namespace Wasilo.Load.Durability;

/// <summary>What commits came to.</summary>
/// <param name="PerSecond">Durable commits of all sessions.</param>
/// <param name="P99Milliseconds">What 99 of 100 commits took at most.</param>
/// <param name="HotUpdates">Of the ratchets' updates, the percentage that needed no new index entry; 100 where nobody counts.</param>
internal sealed record CommitFigures(double PerSecond, double P99Milliseconds, double HotUpdates);
