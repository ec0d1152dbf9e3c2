using Wasilo.Storage.Accounts;
using Wasilo.Storage.Schema;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Tests;

public sealed class SessionLifeStoreTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

    [Theory, OnSqlite, OnPostgres]
    public async Task Only_who_has_a_session_takes_its_next_epoch(TestDatabaseKind kind)
    {
        await using var database = await OpenAsync(kind);
        var (lives, owners) = Stores(database);
        var session = await CreateAsync(database, "STOPPED", DesiredState.Stopped);
        var epoch = await owners.TakeAsync(session, "a", default);

        (await lives.RetakeAsync(session, epoch, "a", default)).ShouldBe(epoch + 1);
        (await lives.RetakeAsync(session, epoch, "b", default)).ShouldBeNull();
        (await lives.RetakeAsync(SessionId.Generate(), epoch, "b", default)).ShouldBeNull();
        (await owners.FindAsync(session, default))!.Node.ShouldBe("a");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_session_is_can_only_be_said_under_its_epoch(TestDatabaseKind kind)
    {
        await using var database = await OpenAsync(kind);
        var (lives, owners) = Stores(database);
        var session = await CreateAsync(database, "STOPPED", DesiredState.Running);
        var epoch = await owners.TakeAsync(session, "a", default);
        var life = new SessionLife
        {
            Status = "FAILED",
            Reason = "gave_up",
            RetryAt = Now + TimeSpan.FromMinutes(15),
            History = """["x"]""",
            StatusAt = Now,
        };

        (await lives.SetLifeAsync(session, epoch, life, default)).ShouldBeTrue();
        (await lives.FindLifeAsync(session, default)).ShouldBe(life);

        await owners.TakeAsync(session, "b", default);
        (await lives.SetLifeAsync(session, epoch, life with { Status = "WORKING" }, default)).ShouldBeFalse();
        (await lives.FindLifeAsync(session, default)).ShouldBe(life);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Watchers_find_what_should_run_and_does_nowhere(TestDatabaseKind kind)
    {
        await using var database = await OpenAsync(kind);
        var (lives, owners) = Stores(database);
        var abandoned = await CreateAsync(database, "WORKING", DesiredState.Running, owner: "dead");
        var orphan = await CreateAsync(database, "WORKING", DesiredState.Running);
        var due = await CreateAsync(database, "FAILED", DesiredState.Running, owner: "alive", retryAt: DateTimeOffset.UnixEpoch);
        await CreateAsync(database, "WORKING", DesiredState.Running, owner: "alive");
        await CreateAsync(database, "FAILED", DesiredState.Running);
        await CreateAsync(database, "FAILED", DesiredState.Running, retryAt: Now + TimeSpan.FromDays(10_000));
        await CreateAsync(database, "LOGGED_OUT", DesiredState.Running);
        await CreateAsync(database, "WORKING", DesiredState.Stopped);
        (await lives.SetRegionAsync(orphan, "eu", default)).ShouldBeTrue();
        (await lives.SetPreferredNodeAsync(orphan, "n1", default)).ShouldBeTrue();
        (await lives.SetPreferredNodeAsync(orphan, "n2", default)).ShouldBeFalse();

        var shards = await Task.WhenAll(Enumerable.Range(0, 4).Select(shard => lives.ListIdleAsync(["alive"], shard, 4, null, 100, default)));

        shards.SelectMany(shard => shard).Select(idle => idle.Session).ShouldBe([abandoned, orphan, due], ignoreOrder: true);
        shards.SelectMany(shard => shard).ShouldContain(new IdleSession(orphan, "eu", "n1"));
        var first = (await lives.ListIdleAsync(["alive"], 0, 1, null, 1, default)).ShouldHaveSingleItem();
        (await lives.ListIdleAsync(["alive"], 0, 1, first.Session, 100, default)).Count.ShouldBe(2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Wishes_and_config_of_a_session_that_is_gone_are_nobody_s(TestDatabaseKind kind)
    {
        await using var database = await OpenAsync(kind);
        var (lives, _) = Stores(database);
        var session = await CreateAsync(database, "STOPPED", DesiredState.Stopped);

        (await lives.SetDesiredAsync(session, DesiredState.Running, default)).ShouldBeTrue();
        (await lives.SetConfigAsync(session, (byte[])[1, 2, 3], default)).ShouldBeTrue();
        var kept = (await new SessionStore(database).FindAsync(session, default))!;
        (kept.Desired, kept.Config).ShouldBe((DesiredState.Running, "{}"));
        kept.SealedConfig!.Value.ToArray().ShouldBe([1, 2, 3]);

        (await lives.SetDesiredAsync(SessionId.Generate(), DesiredState.Running, default)).ShouldBeFalse();
        (await lives.SetConfigAsync(SessionId.Generate(), (byte[])[1], default)).ShouldBeFalse();
        (await lives.FindLifeAsync(SessionId.Generate(), default)).ShouldBeNull();
    }

    private async Task<Database> OpenAsync(TestDatabaseKind kind)
    {
        var database = Database.Parse(await databases.CreateAsync(kind));
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
        await new AccountStore(database).PutAsync(new AccountRecord("acme", "Acme", null, Now), default);
        return database;
    }

    private static (SessionLifeStore Lives, SessionOwnership Owners) Stores(Database database) =>
        (new SessionLifeStore(database, TimeProvider.System), new SessionOwnership(database, TimeProvider.System));

    private static async Task<SessionId> CreateAsync(
        Database database, string status, DesiredState desired, string? owner = null, DateTimeOffset? retryAt = null)
    {
        var (lives, owners) = Stores(database);
        var id = SessionId.Generate();
        await new SessionStore(database).CreateAsync(
            new SessionRecord { Id = id, Account = "acme", Name = id.ToString(), Desired = desired, CreatedAt = Now, UpdatedAt = Now, StatusAt = Now },
            default);
        var epoch = await owners.TakeAsync(id, owner ?? "nobody", default);
        await lives.SetLifeAsync(id, epoch, new SessionLife { Status = status, RetryAt = retryAt, StatusAt = Now }, default);
        if (owner is null)
            await owners.ReleaseAsync(id, epoch, default);
        return id;
    }
}
