using Wasilo.Silo.Startup;
using Wasilo.Storage;
using Wasilo.Storage.Secrets;

namespace Wasilo.Silo.Configuration;

/// <summary>The master keys that a silo seals secrets with.</summary>
internal static class EncryptionSettings
{
    public const string KeyKey = "Storage:EncryptionKey";
    public const string FormerKey = "Storage:FormerEncryptionKeys";

    private const string FileName = "wasilo.key";

    /// <summary>
    /// As configured; else the file beside the SQLite database, or in the folder <c>data</c>, made if it is missing. Silos of several machines
    /// need the same key, so there it must be configured: a session that moved to a machine with another key could not be read.
    /// </summary>
    /// <exception cref="StartupException">A value is no key, or one is missing.</exception>
    public static KeyRing Read(SettingsReader settings, Database database)
    {
        var former = settings.List(FormerKey);
        try
        {
            if (settings.OptionalText(KeyKey) is { } configured)
                return KeyRingReader.Read(configured, former);
            if (StorageSettings.IsOnThisMachine(database))
                return KeyRingReader.ReadOrGenerate(Path.Combine(StorageSettings.FolderOf(database), FileName), former);
        }
        catch (StorageException problem)
        {
            throw new StartupException(problem.Message, problem);
        }

        throw new StartupException(
            $"{KeyKey} is missing. All silos on a database need the same one: 32 bytes in base64 (`openssl rand -base64 32` makes a key), "
            + "or the path of a file with it.");
    }
}
