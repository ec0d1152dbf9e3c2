using System.Data.Common;
using System.Net;
using Npgsql;
using Wasilo.Silo.Startup;
using Wasilo.Storage;

namespace Wasilo.Silo.Configuration;

/// <summary>Which database the cluster meets and stores in.</summary>
internal static class StorageSettings
{
    public const string ConnectionStringKey = "Storage:ConnectionString";

    private const string Default = "Data Source=data/wasilo.db";

    public static Database Read(SettingsReader settings)
    {
        settings.RequireKnown("Storage", ConnectionStringKey, EncryptionSettings.KeyKey, EncryptionSettings.FormerKey);
        try
        {
            return Database.Parse(settings.Text(ConnectionStringKey, Default));
        }
        catch (StorageException problem)
        {
            throw new StartupException(problem.Message, problem);
        }
    }

    /// <summary>Where this machine keeps what belongs to the database: the folder of SQLite's file, else <c>data</c>.</summary>
    public static string FolderOf(Database database) => database.Kind == DatabaseKind.Sqlite
        && new DbConnectionStringBuilder { ConnectionString = database.ConnectionString } is var connection
        && connection.TryGetValue("Data Source", out var file)
            ? Path.GetDirectoryName(Path.GetFullPath((string)file))!
            : "data";

    /// <summary>A file, or a server that is reached through the loopback interface.</summary>
    public static bool IsOnThisMachine(Database database) =>
        database.Kind == DatabaseKind.Sqlite
        || new NpgsqlConnectionStringBuilder(database.ConnectionString).Host is "localhost"
        || (IPAddress.TryParse(new NpgsqlConnectionStringBuilder(database.ConnectionString).Host, out var address) && IPAddress.IsLoopback(address));
}
