using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Wasilo.Storage.Schema;

/// <summary>Begins a transaction that no other process's migration of the same database runs beside.</summary>
internal static class SchemaLock
{
    // Any number will do that no other program takes: the letters "wasilo" as a number.
    private const long PostgresKey = 0x776173696C6F;

    // How long another migration may take before we give up.
    private const int WaitSeconds = 120;

    public static async Task<DbTransaction> BeginAsync(Database database, DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            // BEGIN IMMEDIATE takes the file's only writing place.
            return connection is SqliteConnection sqlite
                ? BeginImmediate(sqlite)
                : await BeginPostgresAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw new StorageUnavailableException(
                $"{database.Description} can't be locked to install the schema ({exception.Message}). " +
                "Another process may be doing so: try again.",
                exception);
        }
    }

    private static SqliteTransaction BeginImmediate(SqliteConnection connection)
    {
        connection.DefaultTimeout = WaitSeconds;
        return connection.BeginTransaction(deferred: false);
    }

    private static async Task<DbTransaction> BeginPostgresAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            const string Lock = "SELECT pg_advisory_xact_lock(@PostgresKey)";
            var command = new CommandDefinition(Lock, new { PostgresKey }, transaction, WaitSeconds, cancellationToken: cancellationToken);
            await connection.ExecuteAsync(command).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
