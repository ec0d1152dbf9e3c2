using Orleans.Local.AdoNet;
using Orleans.Runtime;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.AdoNet;

public class AdoNetConfigurationTests(OrleansDatabases databases) : IClassFixture<OrleansDatabases>
{
    [Theory]
    [InlineData("Npgsql", "Npgsql.NpgsqlFactory")]
    [InlineData("System.Data.SQLite", "Microsoft.Data.Sqlite.SqliteFactory")]
    [InlineData("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.SqliteFactory")]
    public void A_driver_is_found_by_the_name_that_Orleans_gives_it(string invariant, string expected) =>
        AdoNetProviders.Get(invariant).GetType().FullName.ShouldBe(expected);

    [Fact]
    public void An_unknown_driver_is_named() =>
        Should.Throw<OrleansConfigurationException>(() => AdoNetProviders.Get("My.Driver"))
            .Message.ShouldContain("'My.Driver' is not known");

    [Theory]
    [InlineData("Npgsql", null)]
    [InlineData("Npgsql", " ")]
    [InlineData(null, "Host=localhost")]
    public void Options_without_a_database_are_refused(string? invariant, string? connectionString) =>
        Should.Throw<OrleansConfigurationException>(() => AdoNetDatabase.Create("SomeOptions", invariant, connectionString, null))
            .Message.ShouldStartWith("Invalid SomeOptions: set ");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_database_without_the_tables_is_refused_with_advice(TestDatabaseKind kind)
    {
        await using var database = await databases.EmptyAsync(kind);
        using var queries = new AdoNetQueries(AdoNetDatabase.Create("options", database.Invariant, database.ConnectionString, null));

        var exception = await Should.ThrowAsync<OrleansConfigurationException>(queries.LoadAsync);

        exception.Message.ShouldContain("OrleansQuery can't be read");
        exception.Message.ShouldContain("Silo migrate");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_missing_statement_is_named(TestDatabaseKind kind)
    {
        var database = await databases.GetAsync(kind);
        using var queries = new AdoNetQueries(AdoNetDatabase.Create("options", database.Invariant, database.ConnectionString, null));

        var exception = await Should.ThrowAsync<OrleansConfigurationException>(() => queries.ExecuteAsync("NoSuchKey", static _ => { }));

        exception.Message.ShouldContain("holds no 'NoSuchKey'");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_data_source_serves_instead_of_a_connection_string(TestDatabaseKind kind)
    {
        var database = await databases.GetAsync(kind);

        var rows = await AdoNetDatabase.Create("options", null, null, database.DataSource)
            .ReadAsync("SELECT 1", null, static row => row.GetInt32(0));

        rows.ShouldBe([1]);
    }
}
