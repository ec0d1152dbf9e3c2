namespace Wasilo.Testing;

/// <summary>The databases that tests run on.</summary>
public enum TestDatabaseKind
{
    /// <summary>A file in a temporary folder.</summary>
    Sqlite,

    /// <summary>A database of <see cref="PostgresServer"/>.</summary>
    PostgreSql,
}
