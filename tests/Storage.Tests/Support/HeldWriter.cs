using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;

namespace Wasilo.Storage.Tests.Support;

/// <summary>A writer of one connection that a test can hold.</summary>
internal sealed class HeldWriter : IAsyncDisposable
{
    private readonly SessionsDatabase _database;

    public HeldWriter(SessionsDatabase database, WriterOptions? options = null)
    {
        _database = database;
        Connection = new HeldConnection(CommitConnection.To(database.Database));
        Writer = new GroupCommitWriter(database.Database, (options ?? new WriterOptions()) with { Connections = 1 }, TimeProvider.System, () => Connection);
    }

    public HeldConnection Connection { get; }

    public GroupCommitWriter Writer { get; }

    /// <summary>A new session, taken, whose commits go through this writer.</summary>
    public async Task<(SqlEngineStore Store, long Epoch)> OpenSessionAsync()
    {
        var id = await _database.AddSessionAsync();
        return (new SqlEngineStore(_database.Database, Writer, _database.Keys, id), await _database.Ownership.TakeAsync(id, "node-1", default));
    }

    /// <summary>Holds the connection in a transaction of nobody's, so that all that comes next waits in the queue.</summary>
    public async Task OccupyAsync()
    {
        var (store, epoch) = await OpenSessionAsync();
        Connection.Hold();
        var begun = Connection.Begun;
        _ = store.CommitAsync(new(), epoch, default).AsTask();
        await Eventually.TrueAsync(() => Connection.Begun > begun);
    }

    public async ValueTask DisposeAsync()
    {
        Connection.LetGo();
        await Writer.DisposeAsync();
    }
}
