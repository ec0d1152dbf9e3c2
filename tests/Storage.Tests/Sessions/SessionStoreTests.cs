using Wasilo.Storage.Engine;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Sessions;

public class SessionStoreTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, 123, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_session_is_found_as_it_was_created_and_changed(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var sessions = database.Sessions;
        var created = SessionsDatabase.Record(SessionId.Generate(), "sales") with
        {
            Config = """{"webhooks":[]}""",
            Reason = "new",
            PreferredNode = "node-1",
            CreatedAt = Noon,
        };
        await sessions.CreateAsync(created, default);

        (await sessions.FindAsync(created.Id, default)).ShouldBe(created);
        (await sessions.FindAsync(SessionsDatabase.Account, "sales", default)).ShouldBe(created);
        (await sessions.FindAsync("OTHER", "sales", default)).ShouldBeNull();
        (await sessions.FindAsync(SessionId.Generate(), default)).ShouldBeNull();

        var changed = created with { Name = "support", Config = "{}", Desired = DesiredState.Running, PreferredNode = null, UpdatedAt = Noon };
        (await sessions.UpdateAsync(changed, default)).ShouldBeTrue();
        (await sessions.UpdateAsync(SessionsDatabase.Record(SessionId.Generate(), "x"), default)).ShouldBeFalse();

        (await sessions.ListAsync(SessionsDatabase.Account, default)).ShouldBe([changed]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_name_is_given_once_in_an_account(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var sessions = database.Sessions;
        var (first, second) = (SessionsDatabase.Record(SessionId.Generate(), "a"), SessionsDatabase.Record(SessionId.Generate(), "b"));
        await sessions.CreateAsync(first, default);
        await sessions.CreateAsync(second, default);

        var created = await Should.ThrowAsync<SessionNameTakenException>(
            () => sessions.CreateAsync(SessionsDatabase.Record(SessionId.Generate(), "a"), default));
        await Should.ThrowAsync<SessionNameTakenException>(() => sessions.UpdateAsync(second with { Name = "a" }, default));

        created.Name.ShouldBe("a");
        (await sessions.ListAsync(SessionsDatabase.Account, default)).ShouldBe([first, second]);
        (await database.QueryAsync<long>("SELECT session FROM wasilo_owner")).Count.ShouldBe(2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Only_the_owner_says_what_a_session_is(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var id = await database.AddSessionAsync();
        var epoch = await database.Ownership.TakeAsync(id, "node-1", default);

        (await database.Sessions.SetStatusAsync(id, epoch, "WORKING", null, Noon, default)).ShouldBeTrue();
        (await database.Sessions.SetStatusAsync(id, epoch - 1, "FAILED", "old", Noon, default)).ShouldBeFalse();

        var session = (await database.Sessions.FindAsync(id, default))!;
        (session.Status, session.Reason, session.StatusAt).ShouldBe(("WORKING", null, Noon));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_deleted_session_leaves_nothing_and_its_owner_can_write_no_more(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await store.CommitAsync(
            new StoreDelta
            {
                Credentials = Samples.FullCredentials(),
                Sessions = [(Samples.Alice, Samples.Bytes(9))],
                LidMappings = [(Samples.Phone, Samples.Lid)],
            },
            epoch,
            default);

        (await database.Sessions.DeleteAsync(store.Session, default)).ShouldBeTrue();
        (await database.Sessions.DeleteAsync(store.Session, default)).ShouldBeFalse();

        foreach (var table in (string[])["wasilo_owner", "wasilo_session", .. EngineTables.All])
            (await database.QueryAsync<long>($"SELECT session FROM {table}")).ShouldBeEmpty(table);
        await Should.ThrowAsync<StaleOwnerException>(
            async () => await store.CommitAsync(Samples.Ratchet(Samples.Alice, Samples.Bytes(9)), epoch, default));
        await Should.ThrowAsync<SessionNotFoundException>(() => database.Ownership.TakeAsync(store.Session, "node-1", default));
    }
}
