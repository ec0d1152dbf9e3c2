using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Wasilo.Storage.Commits;

/// <summary>Writes to PostgreSQL: one round trip to begin and look at the epochs, one for all rows, one to commit.</summary>
internal sealed class PostgresCommitConnection(Database database) : ICommitConnection
{
    // FOR SHARE keeps everyone from changing the row and lets others share it, so that two nodes that commit for the same
    // session, one of them with an epoch that is over, don't wait for each other in a circle.
    private const string Fence = "SELECT session, epoch FROM wasilo_owner WHERE session = ANY ($1) FOR SHARE";
    private const string FenceAlone = "SELECT session, epoch FROM wasilo_owner WHERE session = ANY ($1) FOR UPDATE";

    // An answer must mean that the commit is on disk, whatever the server is set up for. Settings that ask for more than
    // that, of standbys for example, are left alone.
    private const string Durable =
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    // A node that is frozen, or cut off, in the middle of a transaction keeps its locks on owners, and nobody could take its
    // sessions over. The server ends such a transaction well before others may declare the node dead (10 s, unless
    // Cluster:DeadAfter says otherwise); we never leave one idle for longer than a round trip.
    private const string Brief = "SELECT set_config('idle_in_transaction_session_timeout', '3s', false)";

    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    public async Task<IReadOnlyDictionary<long, long>> BeginAsync(IReadOnlyCollection<long> sessions, bool alone)
    {
        _connection ??= await OpenAsync();
        _transaction = await _connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(alone ? FenceAlone : Fence, _connection, _transaction)
        {
            Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. sessions] } },
        };
        var epochs = new Dictionary<long, long>(sessions.Count);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            epochs[reader.GetInt64(0)] = reader.GetInt64(1);
        return epochs;
    }

    public async Task WriteAsync(IReadOnlyList<StatementGroup> groups)
    {
        await using var batch = new NpgsqlBatch(_connection, _transaction);
        foreach (var group in groups)
            batch.BatchCommands.Add(Command(group));
        await batch.ExecuteNonQueryAsync();
    }

    public async Task CommitAsync()
    {
        await _transaction!.CommitAsync();
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    public async Task RollbackAsync()
    {
        if (_transaction is null)
            return;
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    public async Task DropAsync()
    {
        var connection = _connection;
        (_connection, _transaction) = (null, null);
        if (connection is not null)
            await connection.DisposeAsync();
    }

    public CommitFault FaultOf(Exception problem, bool duringCommit) => problem switch
    {
        // Classes of SQLSTATE: 22 data, 23 constraints, 42 names and types, 54 limits. The server says so of a transaction
        // that it has given up, also when that happens while it commits.
        PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '2', ..] or ['5', '4', ..] } => CommitFault.OfACommit,
        PostgresException { InvariantSeverity: "ERROR" } => CommitFault.OfTheDatabase,
        _ when duringCommit => CommitFault.Unknown,
        DbException or StorageException or IOException or TimeoutException or OperationCanceledException => CommitFault.OfTheDatabase,
        // The driver won't send it: text that is no text, for one.
        _ => CommitFault.OfACommit,
    };

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = (NpgsqlConnection)await database.OpenAsync(CancellationToken.None);
        try
        {
            await using var settings = new NpgsqlBatch(connection)
            {
                BatchCommands = { new NpgsqlBatchCommand(Durable), new NpgsqlBatchCommand(Brief) },
            };
            await settings.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlBatchCommand Command(StatementGroup group)
    {
        var command = new NpgsqlBatchCommand(group.Statement.PostgreSql)
        {
            Parameters = { new NpgsqlParameter<long[]> { TypedValue = [.. group.Sessions] } },
        };
        for (var column = 0; column < group.Statement.Columns.Count; column++)
            command.Parameters.Add(Column(group.Rows, column, group.Statement.Columns[column].Type));
        return command;
    }

    private static NpgsqlParameter Column(List<object?[]> rows, int column, RowValueType type) => type switch
    {
        RowValueType.Number => new NpgsqlParameter<long?[]> { TypedValue = Values(rows, column, static value => (long?)value) },
        RowValueType.Text => new NpgsqlParameter<string?[]>
        {
            TypedValue = Values(rows, column, static value => (string?)value),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        },
        _ => new NpgsqlParameter<byte[]?[]>
        {
            TypedValue = Values(rows, column, static value => (byte[]?)value),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        },
    };

    private static T[] Values<T>(List<object?[]> rows, int column, Func<object?, T> read)
    {
        var values = new T[rows.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = read(rows[row][column]);
        return values;
    }
}
