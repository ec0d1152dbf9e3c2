namespace Wasilo.Storage;

/// <summary>The databases that Wasilo knows.</summary>
public enum DatabaseKind
{
    /// <summary>A file of this machine; for one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, version 12 or newer.</summary>
    PostgreSql,
}
