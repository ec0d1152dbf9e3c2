using Dapper;
using Wasilo.Storage.Nodes;
using Wasilo.Storage.Schema;

namespace Wasilo.Storage.Tests;

public class UpgradeTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private const int Rows = 10_000;
    private const int Before = 3;

    [Theory, OnSqlite, OnPostgres]
    public async Task Ten_thousand_rows_of_the_schema_before_stay_as_they_are(TestDatabaseKind kind)
    {
        await using var database = Database.Parse(await databases.CreateAsync(kind));
        await InstallAsync(database, Before);
        await FillAsync(database);
        var (grains, cordons) = (await SumAsync(database, "orleansstorage", "version"), await SumAsync(database, "wasilo_cordon", "since"));

        var report = await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(default);

        report.Applied.ShouldBe(SchemaScripts.For(database.Kind).Where(static script => script.Version > Before).Select(static script => script.ToString()));
        report.Applied[0].ShouldBe("004-sessions");
        grains.ShouldBe((Rows, (long)Rows * (Rows + 1) / 2));
        (await SumAsync(database, "orleansstorage", "version")).ShouldBe(grains);
        (await SumAsync(database, "wasilo_cordon", "since")).ShouldBe(cordons);
        (await new CordonStore(database).ListAsync(default)).Count.ShouldBe(Rows);
        (await new NodeStore(database).ListAsync(default)).Count.ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_step_may_be_run_by_hand_before(TestDatabaseKind kind)
    {
        await using var database = Database.Parse(await databases.CreateAsync(kind));
        await using (var connection = await database.OpenAsync(default))
        {
            foreach (var script in SchemaScripts.For(database.Kind))
            {
                await connection.ExecuteAsync(script.Text);
                await connection.ExecuteAsync(script.Text);
            }
        }

        (await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(default)).Applied.ShouldContain("004-sessions");
    }

    private static async Task InstallAsync(Database database, int version)
    {
        await using var connection = await database.OpenAsync(default);
        foreach (var script in SchemaScripts.For(database.Kind).Where(script => script.Version <= version))
        {
            await connection.ExecuteAsync(script.Text);
            if (script.Version > 0)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO wasilo_schema (version, name, applied_at, checksum) VALUES (@Version, @Name, 0, @Checksum)",
                    new { script.Version, script.Name, script.Checksum });
            }
        }
    }

    private static async Task FillAsync(Database database)
    {
        const string Numbers = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @Rows)";
        await using var connection = await database.OpenAsync(default);
        await connection.ExecuteAsync(
            $"{Numbers} INSERT INTO wasilo_cordon (node, reason, since) SELECT 'node-' || n, 'reason ' || n, n FROM numbers", new { Rows });
        await connection.ExecuteAsync(
            $"""
            {Numbers} INSERT INTO OrleansStorage
                (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, ServiceId, ModifiedOn, Version)
            SELECT n, n, 0, 7, 'state', 'wasilo', CURRENT_TIMESTAMP, n FROM numbers
            """,
            new { Rows });
        await connection.ExecuteAsync(
            """
            INSERT INTO wasilo_node
                (name, region, silo_address, version, status, started_at, last_heartbeat, cpu, memory_bytes, activations, capacity)
            VALUES ('node-1', 'eu', '127.0.0.1:11111@1', '0.1.0', 'active', 1, 2, 0.5, 3, 4, 5)
            """);
    }

    private static async Task<(long Count, long Sum)> SumAsync(Database database, string table, string column)
    {
        await using var connection = await database.OpenAsync(default);
        return await connection.QuerySingleAsync<(long, long)>($"SELECT count(*), CAST(sum({column}) AS bigint) FROM {table}");
    }
}
