using System.Data.Common;

namespace Orleans.Configuration;

/// <summary>The database that a silo's cluster meets in.</summary>
public class AdoNetClusteringSiloOptions
{
    /// <summary>How to connect. Set this or <see cref="DataSource"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Makes the connections; stays its owner's. Set this or <see cref="ConnectionString"/>.</summary>
    public DbDataSource? DataSource { get; set; }

    /// <summary>The driver: Npgsql for PostgreSQL, System.Data.SQLite for SQLite.</summary>
    public string Invariant { get; set; } = null!;
}

/// <summary>The database in which a client finds its cluster.</summary>
public class AdoNetClusteringClientOptions
{
    /// <summary>How to connect. Set this or <see cref="DataSource"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Makes the connections; stays its owner's. Set this or <see cref="ConnectionString"/>.</summary>
    public DbDataSource? DataSource { get; set; }

    /// <summary>The driver: Npgsql for PostgreSQL, System.Data.SQLite for SQLite.</summary>
    public string Invariant { get; set; } = null!;
}
