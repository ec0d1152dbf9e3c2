using System.Data.Common;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>
/// A database as the options of an ADO.NET provider name it: runs one command at a time, each on a connection of its own.
/// </summary>
internal sealed class AdoNetDatabase
{
    private readonly Func<DbConnection> _create;

    private AdoNetDatabase(Func<DbConnection> create) => _create = create;

    /// <summary>Reads a provider's options.</summary>
    /// <exception cref="OrleansConfigurationException">They don't name one database.</exception>
    public static AdoNetDatabase Create(string optionsName, string? invariant, string? connectionString, DbDataSource? dataSource)
    {
        if (dataSource is not null && string.IsNullOrWhiteSpace(connectionString))
            return new AdoNetDatabase(dataSource.CreateConnection);
        if (dataSource is not null || string.IsNullOrWhiteSpace(connectionString))
            throw new OrleansConfigurationException($"Invalid {optionsName}: set either ConnectionString or DataSource.");
        if (string.IsNullOrWhiteSpace(invariant))
            throw new OrleansConfigurationException($"Invalid {optionsName}: set Invariant, such as Npgsql or System.Data.SQLite.");

        var factory = AdoNetProviders.Get(invariant);
        return new AdoNetDatabase(() =>
        {
            var connection = factory.CreateConnection()
                ?? throw new OrleansConfigurationException($"The ADO.NET provider '{invariant}' makes no connections.");
            connection.ConnectionString = connectionString;
            return connection;
        });
    }

    /// <summary>
    /// Runs a command and reads all rows of all its result sets. Reading to the end matters: SQLite's driver runs the
    /// statements of a command one by one while its results are read.
    /// </summary>
    public async Task<List<T>> ReadAsync<T>(string statement, Action<DbCommand>? parameters, Func<DbDataReader, T> read)
    {
        var connection = _create();
        await using var _ = connection.ConfigureAwait(false);
        await connection.OpenAsync().ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var __ = command.ConfigureAwait(false);
        command.CommandText = statement;
        parameters?.Invoke(command);
        var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using var ___ = reader.ConfigureAwait(false);
        var rows = new List<T>();
        do
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
                rows.Add(read(reader));
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return rows;
    }

    /// <summary>Opens a connection and closes it again, to tell a database that is away from one without tables.</summary>
    public async Task TryOpenAsync()
    {
        var connection = _create();
        await using var _ = connection.ConfigureAwait(false);
        await connection.OpenAsync().ConfigureAwait(false);
    }
}
