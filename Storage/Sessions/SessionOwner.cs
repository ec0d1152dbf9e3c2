namespace Wasilo.Storage.Sessions;

/// <summary>Who owns a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Epoch">What the last owner commits with; 0 before the first.</param>
/// <param name="Node">The owner; null while nobody has it.</param>
/// <param name="TakenAt">When the last owner took it, to the millisecond; null before the first.</param>
public sealed record SessionOwner(SessionId Session, long Epoch, string? Node, DateTimeOffset? TakenAt);
