using Microsoft.Data.Sqlite;

namespace Wasilo.Storage.Sqlite;

/// <summary>Makes a <see cref="Database"/> of a file.</summary>
internal static class SqliteDatabase
{
    public static Database Create(SqliteConnectionStringBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.DataSource))
            throw new StorageConfigurationException(
                "Storage:ConnectionString has an empty Data Source: give the path of the database's file.");
        if (builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
        {
            // Every connection to it is a new empty database, and Orleans opens many.
            throw new StorageConfigurationException("Storage:ConnectionString names a database in memory. Give the path of a file.");
        }

        SqliteProvider.Register();

        // Orleans and we may be started in different folders, but must meet in one file.
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        var text = builder.ConnectionString;
        return new Database(
            DatabaseKind.Sqlite,
            new SqliteDataSource(text, builder.DataSource),
            text,
            $"SQLite database {builder.DataSource}",
            PoolShares.Sqlite);
    }
}
