namespace Wasilo.Conformance.Grains.Storage;

/// <summary>The names under which hosts register storages.</summary>
public static class StorageNames
{
    /// <summary>A database, SQLite or PostgreSQL.</summary>
    public const string Database = "database";

    /// <summary>The silos' memory.</summary>
    public const string Memory = "memory";
}
