using Npgsql;

namespace Wasilo.Storage.Tests;

public class PostgresServerTests
{
    [Theory, OnPostgres]
    public async Task A_disposed_database_is_dropped(TestDatabaseKind kind)
    {
        _ = kind;
        var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var connection = await source.OpenConnectionAsync())
        {
            connection.State.ShouldBe(System.Data.ConnectionState.Open);
        }

        await database.DisposeAsync();

        await using var gone = NpgsqlDataSource.Create(database.ConnectionString);
        var exception = await Should.ThrowAsync<PostgresException>(async () => await gone.OpenConnectionAsync());
        exception.SqlState.ShouldBe(PostgresErrorCodes.InvalidCatalogName);
    }
}
