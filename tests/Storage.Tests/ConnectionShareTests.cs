using Dapper;
using Npgsql;
using Wasilo.Storage.Tests.Support;

namespace Wasilo.Storage.Tests;

public class ConnectionShareTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    [Fact]
    public async Task A_process_has_twenty_connections_unless_it_says_otherwise()
    {
        await using var database = Database.Parse("Host=db;Database=wasilo");
        await using var wide = Database.Parse("Host=db;Database=wasilo;Maximum Pool Size=100");
        await using var narrow = Database.Parse("Host=db;Database=wasilo;MaxPoolSize=6");

        (Ours(database), Orleans(database)).ShouldBe((14, 6));
        (Ours(wide) + Orleans(wide)).ShouldBe(100);
        (Ours(narrow) + Orleans(narrow)).ShouldBe(6);
        foreach (var one in (Database[])[database, wide, narrow])
            (one.WriteConnections + one.LoadConnections).ShouldBeLessThanOrEqualTo(Ours(one));
        Should.Throw<StorageConfigurationException>(() => Database.Parse("Host=db;Maximum Pool Size=5")).Message.ShouldContain("6 connections at least");
    }

    [Theory, OnPostgres]
    public async Task Thousands_of_sessions_that_load_and_commit_at_once_take_turns_on_few_connections(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await store.CommitAsync(Samples.Ratchet(Samples.Alice, [1]), epoch, default);
        var most = 0L;

        var loads = Enumerable.Range(0, 3000).Select(_ => database.Store(store.Session).LoadSessionAsync(Samples.Alice, default).AsTask()).ToArray();
        var change = Samples.Ratchet(Samples.HiddenBob, [1]);
        var commits = Enumerable.Range(0, 1000).Select(_ => store.CommitAsync(change, epoch, default).AsTask()).ToArray();
        var all = Task.WhenAll([.. loads, .. commits]);
        while (!all.IsCompleted)
            most = Math.Max(most, await ConnectionsAsync(database));
        await all;

        (await Task.WhenAll(loads)).ShouldAllBe(load => load != null);
        most.ShouldBeInRange(2, Ours(database.Database));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_load_that_waits_for_its_turn_can_be_given_up(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var store = database.Store(await database.AddSessionAsync());
        var turns = new List<LoadTurn>();
        for (var turn = 0; turn < database.Database.LoadConnections; turn++)
            turns.Add(await database.Database.OpenToLoadAsync(default));
        using var cancellation = new CancellationTokenSource();

        var load = store.LoadSessionAsync(Samples.Alice, cancellation.Token).AsTask();
        load.IsCompleted.ShouldBeFalse();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(load);

        var next = store.LoadSessionAsync(Samples.Alice, default).AsTask();
        next.IsCompleted.ShouldBeFalse();
        await turns[0].DisposeAsync();
        (await next).ShouldBeNull();
        foreach (var turn in turns.Skip(1))
            await turn.DisposeAsync();
    }

    private static int Ours(Database database) => new NpgsqlConnectionStringBuilder(database.DataSource.ConnectionString).MaxPoolSize;

    private static int Orleans(Database database) => new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize;

    // Over a connection that isn't counted, as it isn't of the pool's application.
    private static async Task<long> ConnectionsAsync(SessionsDatabase database)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.Database.ConnectionString) { ApplicationName = "watch", Pooling = true, MaxPoolSize = 1 }.ConnectionString);
        await connection.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wasilo'");
    }
}
