using System.Net;
using Npgsql;
using Wasilo.Silo.Startup;
using Wasilo.Storage;
using Wasilo.Storage.Secrets;

namespace Wasilo.Silo.Configuration;

/// <summary>Which database the cluster meets and stores in.</summary>
internal static class StorageSettings
{
    public const string ConnectionStringKey = "Storage:ConnectionString";

    public const string EncryptionKeyKey = "Storage:EncryptionKey";
    public const string FormerEncryptionKeysKey = "Storage:FormerEncryptionKeys";

    private const string Default = "Data Source=data/wasilo.db";
    private const string KeyFile = "wasilo.key";

    public static Database Read(SettingsReader settings)
    {
        settings.RequireKnown("Storage", ConnectionStringKey, EncryptionKeyKey, FormerEncryptionKeysKey);
        try
        {
            return Database.Parse(settings.Text(ConnectionStringKey, Default));
        }
        catch (StorageException problem)
        {
            throw new StartupException(problem.Message, problem);
        }
    }

    /// <summary>
    /// The master keys. A single box makes one for itself, beside its database. Nodes that share a server need the same one,
    /// and one that each of them made would not be: there it must be given.
    /// </summary>
    public static KeyRing ReadKeys(SettingsReader settings, Database database)
    {
        try
        {
            var former = settings.List(FormerEncryptionKeysKey);
            if (settings.OptionalText(EncryptionKeyKey) is { } current)
                return KeyRingReader.Read(current, former);
            if (database.Folder is { } folder)
                return KeyRingReader.ReadOrGenerate(Path.Combine(folder, KeyFile), former);
        }
        catch (StorageException problem)
        {
            throw new StartupException(problem.Message, problem);
        }

        throw new StartupException(
            $"{EncryptionKeyKey} is not set. Stored secrets are sealed with it, and all nodes need the same: " +
            "make one with `openssl rand -base64 32`, and keep a copy.");
    }

    /// <summary>A file, or a server that is reached through the loopback interface.</summary>
    public static bool IsOnThisMachine(Database database) =>
        database.Kind == DatabaseKind.Sqlite
        || new NpgsqlConnectionStringBuilder(database.ConnectionString).Host is "localhost"
        || (IPAddress.TryParse(new NpgsqlConnectionStringBuilder(database.ConnectionString).Host, out var address) && IPAddress.IsLoopback(address));
}
