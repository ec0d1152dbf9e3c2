using Wasilo.Storage.Nodes;
using Wasilo.Storage.Schema;

namespace Wasilo.Storage.Tests;

public class NodeStoreTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly NodeRecord Berlin = new()
    {
        Name = "berlin-1",
        Region = "eu",
        SiloAddress = "127.0.0.1:11111@17",
        Version = "0.1.0",
        Status = "active",
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123),
        LastHeartbeat = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_005_456),
        Cpu = 0.375,
        MemoryBytes = 6_000_000_000,
        Activations = 12_345,
        Capacity = 5_000,
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task A_report_is_listed_as_it_was_made(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var store = new NodeStore(database);

        (await store.ReportAsync(Berlin, CancellationToken.None)).ShouldBeTrue();

        (await store.ListAsync(CancellationToken.None)).ShouldBe([Berlin]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_later_report_replaces_the_earlier_and_nodes_come_by_name(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var store = new NodeStore(database);
        var later = Berlin with { Status = "draining", LastHeartbeat = Berlin.LastHeartbeat.AddSeconds(5), Activations = 3 };
        var other = Berlin with { Name = "aachen-1" };

        await store.ReportAsync(Berlin, CancellationToken.None);
        await store.ReportAsync(other, CancellationToken.None);
        await store.ReportAsync(later, CancellationToken.None);

        (await store.ListAsync(CancellationToken.None)).ShouldBe([other, later]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_process_does_not_write_over_its_successor(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var store = new NodeStore(database);
        var successor = Berlin with { StartedAt = Berlin.StartedAt.AddSeconds(30), SiloAddress = "127.0.0.1:11111@47" };

        await store.ReportAsync(successor, CancellationToken.None);

        (await store.ReportAsync(Berlin with { Status = "stopping" }, CancellationToken.None)).ShouldBeFalse();
        (await store.ListAsync(CancellationToken.None)).ShouldBe([successor]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_removed_node_is_gone(TestDatabaseKind kind)
    {
        await using var database = await MigratedAsync(kind);
        var store = new NodeStore(database);
        await store.ReportAsync(Berlin, CancellationToken.None);

        (await store.RemoveAsync("berlin-1", CancellationToken.None)).ShouldBeTrue();
        (await store.RemoveAsync("berlin-1", CancellationToken.None)).ShouldBeFalse();

        (await store.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    private async Task<Database> MigratedAsync(TestDatabaseKind kind)
    {
        var database = Database.Parse(await databases.CreateAsync(kind));
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        return database;
    }
}
