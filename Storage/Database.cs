using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Wasilo.Storage;

/// <summary>The one database of this process, as <c>Storage:ConnectionString</c> names it.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly SemaphoreSlim _loads;

    internal Database(DatabaseKind kind, DbDataSource dataSource, string connectionString, string description, PoolShares pool)
    {
        Kind = kind;
        DataSource = dataSource;
        ConnectionString = connectionString;
        Description = description;
        WriteConnections = pool.Writers;
        LoadConnections = pool.Loads;
        _loads = new SemaphoreSlim(pool.Loads);
    }

    /// <summary>Which database it is.</summary>
    public DatabaseKind Kind { get; }

    /// <summary>Gives connections that are set up as Wasilo needs them.</summary>
    public DbDataSource DataSource { get; }

    /// <summary>Connections that the writer of all sessions keeps for itself, at most.</summary>
    internal int WriteConnections { get; }

    /// <summary>Loads of sessions' data that run at once; further ones wait for their turn.</summary>
    internal int LoadConnections { get; }

    /// <summary>
    /// For Orleans' providers, with their share of the connections. Holds the password: not for logs, see
    /// <see cref="Description"/>.
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>The database in words for logs and errors, without its password.</summary>
    public string Description { get; }

    /// <summary>Where the file of an SQLite database is; null for a server.</summary>
    public string? Folder => Kind == DatabaseKind.Sqlite
        ? Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource)
        : null;

    /// <summary>How Orleans calls the driver. Its name for SQLite is another driver's, but it loads Microsoft.Data.Sqlite for it.</summary>
    public string Invariant => Kind == DatabaseKind.Sqlite ? "System.Data.SQLite" : "Npgsql";

    /// <summary>Reads a connection string: <c>Data Source=...</c> is SQLite, <c>Host=...</c> is PostgreSQL.</summary>
    /// <exception cref="StorageConfigurationException">It is missing or makes no sense.</exception>
    public static Database Parse(string? connectionString) => ConnectionStringParser.Parse(connectionString);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="StorageUnavailableException">The database can't be reached, or refuses us.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await DataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (OpenFailure.TryExplain(this, exception, out var explained))
        {
            throw explained;
        }
    }

    /// <summary>
    /// Opens a connection to load a session's data. However many sessions load at once, they take turns on few connections:
    /// the driver's own queue gives up after some seconds, this one waits as long as the caller does.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database can't be reached, or refuses us.</exception>
    internal async Task<LoadTurn> OpenToLoadAsync(CancellationToken cancellationToken)
    {
        await _loads.WaitAsync(cancellationToken);
        try
        {
            return new LoadTurn(await OpenAsync(cancellationToken), _loads);
        }
        catch
        {
            _loads.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _loads.Dispose();
        return DataSource.DisposeAsync();
    }

    /// <inheritdoc />
    public override string ToString() => Description;
}
