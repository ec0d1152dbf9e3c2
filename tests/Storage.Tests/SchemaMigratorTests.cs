using Dapper;
using Wasilo.Storage.Schema;

namespace Wasilo.Storage.Tests;

public class SchemaMigratorTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly SchemaScript[] AllScripts =
        [.. SchemaScripts.For(DatabaseKind.Sqlite).Where(static script => script.Version > 0)];
    private static readonly string[] AllSteps = [.. AllScripts.Select(static script => script.ToString())];
    private static readonly int Newest = AllScripts[^1].Version;

    [Fact]
    public void Both_databases_have_the_same_steps() =>
        SchemaScripts.For(DatabaseKind.PostgreSql).Select(static script => script.ToString())
            .ShouldBe(SchemaScripts.For(DatabaseKind.Sqlite).Select(static script => script.ToString()));

    [Theory, OnSqlite, OnPostgres]
    public async Task The_first_migration_installs_all_steps_and_the_second_none(TestDatabaseKind kind)
    {
        await using var database = Database.Parse(await databases.CreateAsync(kind));
        var migrator = new SchemaMigrator(database, TimeProvider.System);

        var first = await migrator.MigrateAsync(CancellationToken.None);
        var second = await migrator.MigrateAsync(CancellationToken.None);

        first.Applied.ShouldBe(AllSteps);
        first.Applied[0].ShouldBe("001-orleans");
        first.Version.ShouldBe(Newest);
        first.ToString().ShouldEndWith($"; the schema is at version {Newest}");
        second.Applied.ShouldBeEmpty();
        second.Version.ShouldBe(Newest);
        await migrator.EnsureInstalledAsync(CancellationToken.None);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_migrations_at_once_one_installs(TestDatabaseKind kind)
    {
        var connectionString = await databases.CreateAsync(kind);

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var database = Database.Parse(connectionString);
            return await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        })));

        reports.Count(static report => report.Applied.Count == AllSteps.Length).ShouldBe(1);
        reports.Count(static report => report.Applied.Count == 0).ShouldBe(7);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_empty_database_lacks_the_schema(TestDatabaseKind kind)
    {
        await using var database = Database.Parse(await databases.CreateAsync(kind));

        var exception = await Should.ThrowAsync<SchemaNotInstalledException>(
            () => new SchemaMigrator(database, TimeProvider.System).EnsureInstalledAsync(CancellationToken.None));

        exception.Message.ShouldBe($"{database.Description} has none of Wasilo's tables. Run `Silo migrate` once.");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_missing_step_is_named_and_then_installed(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var migrator = new SchemaMigrator(database, TimeProvider.System);
        await ExecuteAsync(database, "DELETE FROM wasilo_schema WHERE version = 2");

        var exception = await Should.ThrowAsync<SchemaNotInstalledException>(() => migrator.EnsureInstalledAsync(CancellationToken.None));
        var report = await migrator.MigrateAsync(CancellationToken.None);

        exception.Message.ShouldContain("lacks step 002-wasilo");
        report.Applied.ShouldBe(["002-wasilo"]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_step_of_another_text_is_refused(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var migrator = new SchemaMigrator(database, TimeProvider.System);
        await ExecuteAsync(database, "UPDATE wasilo_schema SET checksum = 'other' WHERE version = 1");

        await Should.ThrowAsync<SchemaMismatchException>(() => migrator.EnsureInstalledAsync(CancellationToken.None));
        var exception = await Should.ThrowAsync<SchemaMismatchException>(() => migrator.MigrateAsync(CancellationToken.None));

        exception.Message.ShouldContain("001-orleans");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_newer_schema_is_left_alone(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var migrator = new SchemaMigrator(database, TimeProvider.System);
        await ExecuteAsync(database, "INSERT INTO wasilo_schema (version, name, applied_at, checksum) VALUES (99, 'later', 0, 'x')");

        await migrator.EnsureInstalledAsync(CancellationToken.None);
        var report = await migrator.MigrateAsync(CancellationToken.None);

        report.Applied.ShouldBeEmpty();
        report.Version.ShouldBe(99);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_step_that_fails_leaves_nothing_behind(TestDatabaseKind kind)
    {
        await using var database = Database.Parse(await databases.CreateAsync(kind));
        await ExecuteAsync(database, "CREATE TABLE OrleansQuery (Other integer)"); // in the way of step 1
        var exception = await Should.ThrowAsync<StorageUnavailableException>(
            () => new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None));

        exception.Message.ShouldContain("Nothing was changed");
        (await TablesAsync(database)).ShouldNotContain("orleansstorage");
        (await TablesAsync(database)).ShouldNotContain("wasilo_schema");
    }

    private async Task<Database> MigratedAsync(TestDatabaseKind kind)
    {
        var database = Database.Parse(await databases.CreateAsync(kind));
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return database;
    }

    private static async Task ExecuteAsync(Database database, string statement)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(statement);
    }

    private static async Task<IEnumerable<string>> TablesAsync(Database database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.QueryAsync<string>(database.Kind == DatabaseKind.Sqlite
            ? "SELECT lower(name) FROM sqlite_master WHERE type = 'table'"
            : "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'");
    }
}
