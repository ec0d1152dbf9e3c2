using System.Data.Common;
using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Options of grain storage in a database.</summary>
public class AdoNetGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>The driver where none is set.</summary>
    public const string DEFAULT_ADONET_INVARIANT = "Microsoft.Data.SqlClient";

    /// <summary>How to connect. Set this or <see cref="DataSource"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Makes the connections; stays its owner's. Set this or <see cref="ConnectionString"/>.</summary>
    public DbDataSource? DataSource { get; set; }

    /// <summary>The driver: Npgsql for PostgreSQL, System.Data.SQLite for SQLite.</summary>
    public string Invariant { get; set; } = DEFAULT_ADONET_INVARIANT;

    /// <inheritdoc />
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    /// <summary>Whether clearing a state removes its row. Otherwise the row stays, empty, and goes on counting versions.</summary>
    public bool DeleteStateOnClear { get; set; }
}
