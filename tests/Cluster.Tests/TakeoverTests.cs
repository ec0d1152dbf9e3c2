using System.Diagnostics;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>Nodes die and leave; the others carry on.</summary>
public class TakeoverTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(15);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_killed_silo_is_listed_dead_and_its_grains_answer_from_the_others_with_their_state(TestDatabaseKind database)
    {
        await using var cluster = await StartAsync(database);
        var victim = await cluster.StartSiloAsync("node-2");
        await cluster.WaitForActiveAsync("node-1", "node-2", "node-3");

        // Only node-2 is left for new grains: the grain that stores node-2's own cordon runs there.
        await cluster.CordonAsync("node-1", "keep out");
        await cluster.CordonAsync("node-3", "keep out");
        await cluster.EveryoneReportsTwiceAsync();
        var cordon = await cluster.CordonAsync("node-2", "new disk");

        await victim.KillAsync();

        var killed = Stopwatch.StartNew();
        await Eventually.PassesAsync(async () => (await cluster.StatusesAsync())["node-2"].ShouldBe("DEAD"), Takeover);
        await Eventually.PassesAsync(
            async () => (await cluster.CordonAsync("node-2", reason: null)).GetRawText().ShouldBe(cordon.GetRawText()), Takeover - killed.Elapsed);
        (await cluster.StatusAsync("/readyz")).ShouldBe(200);
        (await cluster.StatusesAsync()).Values.ShouldBe(["ACTIVE", "DEAD", "ACTIVE"], ignoreOrder: true);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_silo_that_is_asked_to_stop_leaves_and_comes_back_under_its_name(TestDatabaseKind database)
    {
        await using var cluster = await StartAsync(database);
        var leaver = await cluster.StartSiloAsync("node-2");
        await cluster.WaitForActiveAsync("node-1", "node-2", "node-3");
        await cluster.CordonAsync("node-2", "new disk");

        leaver.Terminate();

        (await leaver.ExitAsync(TimeSpan.FromSeconds(20))).ShouldBe(0);
        leaver.Errors.ShouldBeEmpty();
        await Eventually.PassesAsync(async () => (await cluster.StatusesAsync()).Keys.ShouldBe(["node-1", "node-3"]), Takeover);

        await cluster.StartSiloAsync("node-2");
        await cluster.WaitForActiveAsync("node-1", "node-2", "node-3");
        (await cluster.NodesAsync()).Single(node => node.GetProperty("name").GetString() == "node-2")
            .GetProperty("note").GetString().ShouldBe("new disk");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_silo_that_was_frozen_until_it_was_declared_dead_ends_itself_and_not_as_a_success(TestDatabaseKind database)
    {
        await using var cluster = await StartAsync(database);
        var frozen = await cluster.StartSiloAsync("node-2");
        await cluster.WaitForActiveAsync("node-1", "node-2", "node-3");

        // Unlike a killed one it keeps its connections: what goes through it hangs until its caller gives up.
        await cluster.FreezeAsync(frozen);
        await Eventually.PassesAsync(async () => (await cluster.StatusesAsync())["node-2"].ShouldBe("DEAD"), TimeSpan.FromSeconds(60));
        frozen.Thaw();

        // Whoever restarts nodes that fail goes by the exit code.
        (await frozen.ExitAsync(TimeSpan.FromSeconds(30))).ShouldNotBe(0);
    }

    [Theory, OnSqlite]
    public async Task A_killed_silo_starts_again_under_its_name(TestDatabaseKind database)
    {
        await using var cluster = await StartAsync(database);
        var victim = await cluster.StartSiloAsync("node-2");
        await cluster.WaitForActiveAsync("node-1", "node-2", "node-3");
        await victim.KillAsync();

        await cluster.StartSiloAsync("node-2");

        await cluster.WaitForActiveAsync("node-1", "node-2", "node-3");
        (await cluster.StatusesAsync()).Count.ShouldBe(3);
    }

    [Theory, OnSqlite]
    public async Task A_cluster_that_was_killed_as_a_whole_starts_again(TestDatabaseKind database)
    {
        await using var cluster = new TestCluster(await databases.CreateAsync(database), output);
        await cluster.MigrateAsync();
        await cluster.AddKeyAsync();
        await cluster.StartApiAsync();
        Child[] silos = [await cluster.StartSiloAsync("node-1"), await cluster.StartSiloAsync("node-2")];
        await cluster.WaitForActiveAsync("node-1", "node-2");
        foreach (var silo in silos)
            await silo.KillAsync();

        await Eventually.TrueAsync(async () => await cluster.StatusAsync("/readyz") == 503);
        await cluster.StartSiloAsync("node-1");
        await cluster.StartSiloAsync("node-2");

        await cluster.WaitForActiveAsync("node-1", "node-2");
    }

    private async Task<TestCluster> StartAsync(TestDatabaseKind database)
    {
        var cluster = new TestCluster(await databases.CreateAsync(database), output);
        await cluster.MigrateAsync();
        await cluster.AddKeyAsync();
        await cluster.StartApiAsync();
        await cluster.StartSiloAsync("node-1");
        await cluster.StartSiloAsync("node-3");
        return cluster;
    }
}
