using Wasilo.Storage.Nodes;
using Wasilo.Storage.Schema;

namespace Wasilo.Storage.Tests;

public class CordonStoreTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_cordon_is_kept_replaced_and_removed(TestDatabaseKind kind)
    {
        await using var database = Database.Parse(await databases.CreateAsync(kind));
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        var cordons = new CordonStore(database);
        (await cordons.ListAsync(CancellationToken.None)).ShouldBeEmpty();

        await cordons.SetAsync(new CordonRecord("node-1", null, Noon), CancellationToken.None);
        await cordons.SetAsync(new CordonRecord("node-2", "new disk", Noon.AddMinutes(1)), CancellationToken.None);
        await cordons.SetAsync(new CordonRecord("node-1", "new kernel", Noon), CancellationToken.None);

        (await cordons.ListAsync(CancellationToken.None)).Values.ShouldBe(
            [new CordonRecord("node-1", "new kernel", Noon), new CordonRecord("node-2", "new disk", Noon.AddMinutes(1))], ignoreOrder: true);

        await cordons.RemoveAsync("node-1", CancellationToken.None);
        await cordons.RemoveAsync("nobody", CancellationToken.None);

        (await cordons.ListAsync(CancellationToken.None)).Keys.ShouldBe(["node-2"]);
    }
}
