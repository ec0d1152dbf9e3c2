using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Commits;

/// <summary>One row's change.</summary>
/// <param name="Statement">How it is done.</param>
/// <param name="Key">Which row of the session's in that table it is, as text; the same row has the same text in all statements.</param>
/// <param name="Values">For the statement's columns, in their order; <see cref="long"/>, <see cref="string"/>, byte arrays or null.</param>
internal readonly record struct RowChange(RowStatement Statement, string Key, params object?[] Values);

/// <summary>What one session writes at once: all of it becomes durable together, or none.</summary>
/// <param name="Session">Whose rows they are.</param>
/// <param name="Epoch">What its owner got when it took the session over.</param>
/// <param name="Changes">The rows, in the order in which they count. None at all asks only whether the epoch still holds.</param>
internal sealed record SessionCommit(SessionId Session, long Epoch, IReadOnlyList<RowChange> Changes);
