using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Wasilo.Storage.Sqlite;

/// <summary>
/// Opens connections to one SQLite file, with these settings:
/// <list type="bullet">
/// <item><c>journal_mode = WAL</c>: readers and the writer don't wait for each other. It is kept in the file, so Orleans' own
/// connections have it too.</item>
/// <item><c>synchronous = FULL</c>: with NORMAL, the last commits before a power cut are lost in WAL mode. A session's
/// ratchet state must be on disk before its message is acknowledged, so we pay for the fsync; group commits share it.</item>
/// <item><c>busy_timeout</c>: SQLite itself waits for the writer's place and looks again every few milliseconds; without it
/// the driver looks every 150 ms.</item>
/// <item><c>foreign_keys = ON</c>: whatever the native library was built with.</item>
/// </list>
/// </summary>
internal sealed class SqliteDataSource(string connectionString, string file) : DbDataSource
{
    private const string Timeout = "PRAGMA busy_timeout = 30000";

    // The one that answers with a row stands last: the driver would run what follows it only later, and without its errors.
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL";

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override DbConnection OpenDbConnection()
    {
        CreateFolder();
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, Timeout);
            Execute(connection, Settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // The driver has no asynchronous I/O.
        return ValueTask.FromResult(OpenDbConnection());
    }

    private static void Execute(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteScalar();
    }

    /// <summary>A first start finds no ./data. What is made here holds credentials, so it is for the owner alone.</summary>
    private void CreateFolder()
    {
        var folder = Path.GetDirectoryName(file);
        if (string.IsNullOrEmpty(folder) || Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            using var connection = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(connection);
        }

        base.Dispose(disposing);
    }
}
