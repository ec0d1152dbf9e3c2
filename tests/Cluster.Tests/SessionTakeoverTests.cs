using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>Nodes die and leave; their sessions work on elsewhere, with their pairing and never with two sockets.</summary>
public class SessionTakeoverTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private const int Sessions = 15;

    [Theory, OnSqlite, OnPostgres]
    public async Task Sessions_of_a_killed_node_work_on_the_others(TestDatabaseKind database)
    {
        await using var fleet = await SessionFleet.StartAsync(await databases.CreateAsync(database), output);
        var silos = await fleet.StartSilosAsync("node-1", "node-2", "node-3");
        var devices = await fleet.PairAsync(Sessions);
        var before = await fleet.WorkingAsync(Sessions);
        var victim = SessionFleet.Fullest(before);

        await silos[victim].KillAsync();
        await Eventually.TrueAsync(() => devices.Count(fleet.Server.IsOnline) < Sessions);

        await fleet.OnlineAsync(devices);
        var after = await fleet.WorkingAsync(Sessions);
        after.Values.ShouldNotContain(victim);
        after.Where(session => before[session.Key] != victim).ShouldAllBe(session => before[session.Key] == session.Value);
        fleet.Server.Violations.ShouldBeEmpty();
    }

    [Theory, OnSqlite]
    public async Task Sessions_of_a_node_that_is_asked_to_stop_move_to_the_others(TestDatabaseKind database)
    {
        await using var fleet = await SessionFleet.StartAsync(await databases.CreateAsync(database), output);
        var silos = await fleet.StartSilosAsync("node-1", "node-2");
        var devices = await fleet.PairAsync(Sessions);
        var leaver = SessionFleet.Fullest(await fleet.WorkingAsync(Sessions));

        silos[leaver].Terminate();
        (await silos[leaver].ExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0);

        await fleet.OnlineAsync(devices);
        (await fleet.WorkingAsync(Sessions)).Values.ShouldAllBe(node => node != leaver);
        fleet.Server.Violations.ShouldBeEmpty();
    }

    [Theory, OnSqlite]
    public async Task A_cluster_that_was_killed_as_a_whole_brings_its_sessions_back(TestDatabaseKind database)
    {
        await using var fleet = await SessionFleet.StartAsync(await databases.CreateAsync(database), output);
        var first = await fleet.StartSilosAsync("node-1", "node-2");
        var devices = await fleet.PairAsync(Sessions);

        foreach (var silo in first.Values)
            await silo.KillAsync();
        await Eventually.TrueAsync(() => fleet.Server.OnlineDevices == 0);
        await fleet.StartSiloAsync("node-1");
        await fleet.StartSiloAsync("node-2");

        await fleet.OnlineAsync(devices, TimeSpan.FromSeconds(120));
        await fleet.WorkingAsync(Sessions);
        fleet.Server.Violations.ShouldBeEmpty();
    }
}
