namespace Wasilo.Storage.Commits;

/// <summary>A connection for writing, with at most one transaction at a time. It opens itself at the first one.</summary>
internal interface ICommitConnection : IAsyncDisposable
{
    /// <summary>
    /// Begins a transaction, and returns the epochs of those of the sessions that there are. Until the transaction's end no
    /// epoch of these changes: who takes such a session over waits for it.
    /// </summary>
    /// <param name="sessions">Whose rows will be written.</param>
    /// <param name="alone">
    /// Keeps others from committing for these sessions meanwhile. For one session: with several, two could wait for each other.
    /// </param>
    Task<IReadOnlyDictionary<long, long>> BeginAsync(IReadOnlyCollection<long> sessions, bool alone = false);

    /// <summary>Runs the groups in their order.</summary>
    Task WriteAsync(IReadOnlyList<StatementGroup> groups);

    /// <summary>Makes the transaction durable.</summary>
    Task CommitAsync();

    /// <summary>Leaves the transaction, if there is one.</summary>
    Task RollbackAsync();

    /// <summary>Lets go of a connection that can't be trusted any more. The next transaction opens another.</summary>
    Task DropAsync();

    /// <summary>What a failure means.</summary>
    CommitFault FaultOf(Exception problem, bool duringCommit);
}

/// <summary>What a failure means for the commits of a batch.</summary>
internal enum CommitFault
{
    /// <summary>What one of the commits holds can't be written. Nothing was.</summary>
    OfACommit,

    /// <summary>The database is away or out of order. Nothing was written.</summary>
    OfTheDatabase,

    /// <summary>The transaction may or may not have been committed.</summary>
    Unknown,
}
