namespace Wasilo.Storage.Sqlite;

/// <summary>Tells the driver once which native library is SQLite. Orleans opens connections of its own and needs it as well.</summary>
internal static class SqliteProvider
{
    private static readonly Lazy<bool> Registration = new(static () =>
    {
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        return true;
    });

    public static void Register() => _ = Registration.Value;
}
