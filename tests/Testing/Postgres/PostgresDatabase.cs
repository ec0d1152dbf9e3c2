using Npgsql;

namespace Wasilo.Testing;

/// <summary>A database for the time of a test class.</summary>
public sealed class PostgresDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    /// <summary>How to connect to it.</summary>
    public string ConnectionString => server.ConnectionString(name);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)").ConfigureAwait(false);
    }
}
