using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Commits;

/// <summary>
/// Nobody knows whether a commit was written: the connection was lost while the database was committing it. Forget what is
/// in memory, and load anew what the database holds.
/// </summary>
public sealed class CommitUnknownException(SessionId session, Exception innerException)
    : StorageException(
        $"The connection to the database was lost during a commit of session {session}; it may or may not have been written. " +
        "Load the session anew.",
        innerException)
{
    /// <summary>Whose commit it was.</summary>
    public SessionId Session { get; } = session;
}

/// <summary>The database refuses what this one commit wants to write. Nothing of it was written, and trying again won't help.</summary>
public sealed class CommitRejectedException(SessionId session, string problem, Exception innerException)
    : StorageException($"The database refuses a commit of session {session}: {problem}. Nothing was written.", innerException)
{
    /// <summary>Whose commit it was.</summary>
    public SessionId Session { get; } = session;
}

/// <summary>The database could not be reached for so long that the commit was given up. Nothing of it was written.</summary>
public sealed class CommitNotWrittenException(SessionId session, string problem, Exception? innerException)
    : StorageException($"A commit of session {session} was given up: {problem}. Nothing was written.", innerException)
{
    /// <summary>Whose commit it was.</summary>
    public SessionId Session { get; } = session;
}
