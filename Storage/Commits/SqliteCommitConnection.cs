using Microsoft.Data.Sqlite;

namespace Wasilo.Storage.Commits;

/// <summary>Writes to SQLite: a transaction that takes the file's writing place, and statements that are prepared once.</summary>
internal sealed class SqliteCommitConnection(Database database) : ICommitConnection
{
    // Result codes, https://www.sqlite.org/rescode.html
    private const int Error = 1;
    private const int IoError = 10;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    private readonly Dictionary<RowStatement, SqliteCommand> _commands = [];
    private SqliteConnection? _connection;
    private SqliteCommand? _fence;
    private SqliteTransaction? _transaction;

    public async Task<IReadOnlyDictionary<long, long>> BeginAsync(IReadOnlyCollection<long> sessions, bool alone)
    {
        _connection ??= (SqliteConnection)await database.OpenAsync(CancellationToken.None);
        _transaction = _connection.BeginTransaction(deferred: false); // now, so that no epoch changes from here on
        _fence ??= Prepare("SELECT epoch FROM wasilo_owner WHERE session = ?1", 1);
        _fence.Transaction = _transaction;
        var epochs = new Dictionary<long, long>(sessions.Count);
        foreach (var session in sessions)
        {
            _fence.Parameters[0].Value = session;
            if (_fence.ExecuteScalar() is long epoch)
                epochs[session] = epoch;
        }

        return epochs;
    }

    public Task WriteAsync(IReadOnlyList<StatementGroup> groups)
    {
        foreach (var group in groups)
        {
            var command = CommandOf(group.Statement);
            command.Transaction = _transaction;
            for (var row = 0; row < group.Rows.Count; row++)
            {
                command.Parameters[0].Value = group.Sessions[row];
                for (var column = 0; column < group.Rows[row].Length; column++)
                    command.Parameters[column + 1].Value = group.Rows[row][column] ?? DBNull.Value;
                command.ExecuteNonQuery();
            }
        }

        return Task.CompletedTask;
    }

    public Task CommitAsync()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        return Task.CompletedTask;
    }

    public Task RollbackAsync()
    {
        _transaction?.Dispose();
        _transaction = null;
        return Task.CompletedTask;
    }

    public Task DropAsync()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _commands.Clear();
        _fence?.Dispose();
        _transaction?.Dispose();
        _connection?.Dispose();
        (_fence, _transaction, _connection) = (null, null, null);
        return Task.CompletedTask;
    }

    public CommitFault FaultOf(Exception problem, bool duringCommit) => problem switch
    {
        // A failed fsync: what the system has kept of it is anyone's guess.
        SqliteException { SqliteErrorCode: IoError } when duringCommit => CommitFault.Unknown,
        SqliteException { SqliteErrorCode: Error or TooBig or Constraint or Mismatch } => CommitFault.OfACommit,
        SqliteException or StorageException => CommitFault.OfTheDatabase,
        _ => duringCommit ? CommitFault.Unknown : CommitFault.OfACommit,
    };

    public async ValueTask DisposeAsync() => await DropAsync();

    private SqliteCommand CommandOf(RowStatement statement)
    {
        if (!_commands.TryGetValue(statement, out var command))
            _commands[statement] = command = Prepare(statement.Sqlite, statement.Columns.Count + 1);
        return command;
    }

    private SqliteCommand Prepare(string statement, int parameters)
    {
        var command = _connection!.CreateCommand();
        command.CommandText = statement;
        for (var place = 1; place <= parameters; place++)
            command.Parameters.Add(new SqliteParameter($"?{place}", null));
        return command;
    }
}
