using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Wasilo.Storage.Sqlite;

namespace Wasilo.Storage;

/// <summary>Decides which database a connection string means, and says what is wrong with it without quoting it.</summary>
internal static class ConnectionStringParser
{
    private const string Accepted =
        "Accepted are 'Data Source=FILE' for SQLite and 'Host=NAME;Database=NAME;Username=NAME;Password=...' for PostgreSQL.";

    public static Database Parse(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new StorageConfigurationException($"Storage:ConnectionString is empty. {Accepted}");

        var settings = Split(connectionString);
        var sqlite = settings.ContainsKey("Data Source") || settings.ContainsKey("DataSource") || settings.ContainsKey("Filename");
        var postgres = settings.ContainsKey("Host") || settings.ContainsKey("Server");
        return (sqlite, postgres) switch
        {
            (true, false) => SqliteDatabase.Create(Read<SqliteConnectionStringBuilder>(settings, "SQLite")),
            (false, true) => Postgres(Read<NpgsqlConnectionStringBuilder>(settings, "PostgreSQL")),
            (true, true) => throw new StorageConfigurationException(
                $"Storage:ConnectionString names both a file (Data Source) and a server (Host). {Accepted}"),
            _ => throw new StorageConfigurationException(
                $"Storage:ConnectionString names neither a file (Data Source) nor a server (Host). {Accepted}"),
        };
    }

    private static Database Postgres(NpgsqlConnectionStringBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Host))
            throw new StorageConfigurationException($"Storage:ConnectionString has an empty Host. {Accepted}");

        builder.ApplicationName ??= "wasilo";
        var shares = Shares(builder);
        builder.MaxPoolSize = shares.Ours;
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, shares.Orleans);
        var source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
        builder.MaxPoolSize = shares.Orleans;
        return new Database(
            DatabaseKind.PostgreSql,
            source,
            builder.ConnectionString,
            $"PostgreSQL database '{builder.Database ?? builder.Username ?? "(default)"}' at {builder.Host}:{builder.Port}",
            shares);
    }

    private static PoolShares Shares(NpgsqlConnectionStringBuilder builder)
    {
        var isSet = builder.Keys.Any(static key => string.Equals(key, "Maximum Pool Size", StringComparison.OrdinalIgnoreCase));
        var total = isSet ? builder.MaxPoolSize : PoolShares.DefaultTotal;
        return total >= PoolShares.LeastTotal
            ? PoolShares.Of(total)
            : throw new StorageConfigurationException(
                $"Storage:ConnectionString has a Maximum Pool Size of {total}. A node needs {PoolShares.LeastTotal} connections at least.");
    }

    private static DbConnectionStringBuilder Split(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            throw new StorageConfigurationException(
                "Storage:ConnectionString is not a list of NAME=VALUE separated by semicolons. " +
                $"A value that holds ; or = or quotes must stand in quotes. {Accepted}");
        }
    }

    /// <summary>
    /// Goes through the settings one by one, as a bad one may be a piece of an unquoted password and is named by its
    /// place only.
    /// </summary>
    private static TBuilder Read<TBuilder>(DbConnectionStringBuilder settings, string database)
        where TBuilder : DbConnectionStringBuilder, new()
    {
        var builder = new TBuilder();
        var place = 0;
        foreach (string key in settings.Keys)
        {
            place++;
            try
            {
                builder[key] = settings[key];
            }
            catch (Exception exception)
                when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                throw new StorageConfigurationException(
                    $"Storage:ConnectionString: setting number {place} is none that the driver of {database} knows, " +
                    "or has a value that it doesn't take. A value that holds ; or = or quotes must stand in quotes.");
            }
        }

        return builder;
    }
}
