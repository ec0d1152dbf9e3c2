using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Dapper;
using Wasilo.Storage;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>What nodes and databases do short of dying cleanly; sessions keep their pairing, and never have two owners.</summary>
public class SessionOutageTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private const int Sessions = 12;

    [Theory, OnSqlite, OnPostgres]
    public async Task A_frozen_node_loses_its_sessions_to_the_others_and_changes_nothing_when_it_thaws(TestDatabaseKind kind)
    {
        var connectionString = await databases.CreateAsync(kind);
        await using var database = Database.Parse(connectionString);
        await using var fleet = await SessionFleet.StartAsync(connectionString, output);
        var silos = await fleet.StartSilosAsync("node-1", "node-2", "node-3");
        var devices = await fleet.PairAsync(Sessions);
        var before = await fleet.WorkingAsync(Sessions);
        var victim = SessionFleet.Fullest(before);

        await fleet.Cluster.FreezeAsync(silos[victim]);

        await Eventually.PassesAsync(
            async () => (await fleet.WorkingAsync(Sessions)).Values.ShouldNotContain(victim), TimeSpan.FromSeconds(60));
        await fleet.OnlineAsync(devices);
        var owners = await OwnersAsync(database);
        var violations = fleet.Server.Violations.Count;
        silos[victim].Thaw();
        (await silos[victim].ExitAsync(TimeSpan.FromSeconds(60))).ShouldNotBe(0);

        (await OwnersAsync(database)).ShouldBe(owners, ignoreOrder: true);
        await fleet.OnlineAsync(devices);
        (await fleet.WorkingAsync(Sessions)).Values.ShouldNotContain(victim);
        fleet.Server.Violations.Count.ShouldBe(violations, "sockets of one device at once, since it thawed");
    }

    [Theory, OnPostgres]
    public async Task Sessions_outlive_a_database_that_is_killed_and_comes_back(TestDatabaseKind kind)
    {
        _ = kind;
        using var server = await PostgresServer.StartOwnAsync(durable: false);
        var postgres = await server.CreateDatabaseAsync();
        await using var fleet = await SessionFleet.StartAsync(postgres.ConnectionString, output);
        await fleet.StartSilosAsync("node-1", "node-2");
        var devices = await fleet.PairAsync(Sessions);
        await fleet.WorkingAsync(Sessions);
        await using (var database = Database.Parse(postgres.ConnectionString))
            await NothingToWriteAsync(database);

        await server.KillAsync();
        using var refused = await fleet.Cluster.Http.PostAsJsonAsync("/api/sessions", new { name = "later" });
        var stillOnline = devices.Count(fleet.Server.IsOnline);
        await server.StartAgainAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await refused.Content.ReadAsStringAsync());
        stillOnline.ShouldBe(Sessions, "a session that has nothing to write needs no database");

        await fleet.WorkingAsync(Sessions);
        await fleet.OnlineAsync(devices);
        fleet.Server.Violations.ShouldBeEmpty();
    }

    /// <summary>Waits until no session has written for a while; a new one does for a moment after it is WORKING.</summary>
    private static async Task NothingToWriteAsync(Database database)
    {
        var last = 0L;
        var quiet = Stopwatch.StartNew();
        await Eventually.TrueAsync(async () =>
        {
            await using var connection = await database.OpenAsync(CancellationToken.None);
            var newest = await connection.ExecuteScalarAsync<long>("""
                SELECT max(xmin::text::bigint) FROM (
                    SELECT xmin FROM wasilo_credentials UNION ALL SELECT xmin FROM wasilo_session
                    UNION ALL SELECT xmin FROM wasilo_prekey UNION ALL SELECT xmin FROM wasilo_event) AS written
                """);
            if (newest != last)
                quiet.Restart();
            last = newest;
            return quiet.Elapsed > TimeSpan.FromSeconds(2);
        });
    }

    private static async Task<IReadOnlyList<(long Session, long Epoch, string? Node)>> OwnersAsync(Database database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return [.. await connection.QueryAsync<(long, long, string?)>("SELECT session, epoch, node FROM wasilo_owner")];
    }
}
