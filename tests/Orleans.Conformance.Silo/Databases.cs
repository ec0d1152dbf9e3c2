namespace Wasilo.Conformance.Silo;

/// <summary>The names by which Orleans' ADO.NET providers know the databases that the suite uses.</summary>
public static class Databases
{
    /// <summary>SQLite; under this name Orleans' providers load Microsoft.Data.Sqlite.</summary>
    public const string Sqlite = "System.Data.SQLite";

    /// <summary>PostgreSQL.</summary>
    public const string PostgreSql = "Npgsql";

    /// <summary>Tells Microsoft.Data.Sqlite which native library to use: its core package knows none.</summary>
    public static void PrepareSqlite() => SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
}
