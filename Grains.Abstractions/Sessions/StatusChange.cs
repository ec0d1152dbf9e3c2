namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>A status, and since when.</summary>
/// <param name="Status">What the session became.</param>
/// <param name="Reason">Why, where the status alone doesn't say it.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("wasilo.StatusChange")]
public sealed record StatusChange(SessionStatus Status, string? Reason, DateTimeOffset At);
