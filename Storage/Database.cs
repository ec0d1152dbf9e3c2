using System.Data.Common;

namespace Wasilo.Storage;

/// <summary>The one database of this process, as <c>Storage:ConnectionString</c> names it.</summary>
public sealed class Database : IAsyncDisposable
{
    internal Database(DatabaseKind kind, DbDataSource dataSource, string connectionString, string description)
    {
        Kind = kind;
        DataSource = dataSource;
        ConnectionString = connectionString;
        Description = description;
    }

    /// <summary>Which database it is.</summary>
    public DatabaseKind Kind { get; }

    /// <summary>Gives connections that are set up as Wasilo needs them.</summary>
    public DbDataSource DataSource { get; }

    /// <summary>For Orleans' providers. Holds the password: not for logs, see <see cref="Description"/>.</summary>
    public string ConnectionString { get; }

    /// <summary>The database in words for logs and errors, without its password.</summary>
    public string Description { get; }

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

    /// <inheritdoc />
    public ValueTask DisposeAsync() => DataSource.DisposeAsync();

    /// <inheritdoc />
    public override string ToString() => Description;
}
