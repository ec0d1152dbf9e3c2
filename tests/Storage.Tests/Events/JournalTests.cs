using System.Text;
using Wasilo.Storage.Events;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;

namespace Wasilo.Storage.Tests.Events;

public sealed class JournalTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

    private static readonly SessionLife Working = new()
    {
        Status = "WORKING",
        Reason = "because",
        RetryAt = Now + TimeSpan.FromMinutes(15),
        History = """["x"]""",
        StatusAt = Now,
    };

    [Theory, OnSqlite, OnPostgres]
    public async Task What_a_session_is_and_what_happened_are_written_together(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var journal = new SessionJournal(database.Writer, database.Keys);

        (await journal.WriteAsync(store.Session, epoch, Working, Batch(Happened("a"), Happened("b")), default)).ShouldBeTrue();

        (await new SessionLifeStore(database.Database, TimeProvider.System).FindLifeAsync(store.Session, default)).ShouldBe(Working);
        var events = await new EventStore(database.Database, database.Keys).ReadAsync(store.Session, 0, 10, default);
        events.Select(static one => (one.Seq, one.Event.Id, one.Event.Type, one.Event.At, Text(one)))
            .ShouldBe([(1, "a", "session.status", Now, "{a}"), (2, "b", "session.status", Now, "{b}")]);
        var sealedBody = (await database.QueryAsync<byte[]>("SELECT sealed FROM wasilo_event WHERE id = 'a'")).Single();
        Encoding.UTF8.GetString(sealedBody).ShouldNotContain("{a}");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_has_lost_the_session_writes_neither(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await database.Ownership.TakeAsync(store.Session, "node-2", default);
        var journal = new SessionJournal(database.Writer, database.Keys);

        (await journal.WriteAsync(store.Session, epoch, Working, Batch(Happened("a")), default)).ShouldBeFalse();

        (await database.QueryAsync<string>("SELECT status FROM wasilo_session")).ShouldHaveSingleItem().ShouldBe("STOPPED");
        (await database.QueryAsync<string>("SELECT id FROM wasilo_event")).ShouldBeEmpty();
        (await database.QueryAsync<string>("SELECT webhook FROM wasilo_webhook")).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_event_that_is_written_twice_is_there_once(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var journal = new SessionJournal(database.Writer, database.Keys);

        foreach (var id in (string[])["a", "a", "b"])
            await journal.WriteAsync(store.Session, epoch, null, Batch(Happened(id)), default);

        var events = await new EventStore(database.Database, database.Keys).ReadAsync(store.Session, 0, 10, default);
        events.Select(static one => one.Event.Id).ShouldBe(["a", "b"]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Many_sessions_writing_at_once_each_get_their_own_numbers_in_order(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var journal = new SessionJournal(database.Writer, database.Keys);
        var events = new EventStore(database.Database, database.Keys);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => database.OpenSessionAsync()));

        // Not waiting for one before the next is queued: many of a session get into one transaction.
        await Task.WhenAll(sessions.SelectMany(session => Enumerable.Range(0, 40).Select(number =>
            journal.WriteAsync(session.Store.Session, session.Epoch, null, Batch(Happened($"{number}")), default))));

        foreach (var (store, _) in sessions)
        {
            var read = await events.ReadAsync(store.Session, 0, 100, default);
            read.Select(static one => one.Event.Id).ShouldBe(Enumerable.Range(0, 40).Select(number => $"{number}"));
            read.Select(static one => one.Seq).ShouldBe(Enumerable.Range(1, 40).Select(number => (long)number));
            (await events.ReadAsync(store.Session, 38, 100, default)).Select(static one => one.Seq).ShouldBe([39, 40]);
            (await events.ReadAsync(store.Session, 0, 2, default)).Count.ShouldBe(2);
            (await events.LastSeqAsync(store.Session, default)).ShouldBe(40);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Old_events_are_deleted_and_numbers_go_on(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var journal = new SessionJournal(database.Writer, database.Keys);
        var events = new EventStore(database.Database, database.Keys);
        await journal.WriteAsync(store.Session, epoch, null, Batch(Happened("a"), Happened("b"), Happened("c")), default);

        (await events.DeleteOlderAsync(Now, default)).ShouldBe(0);
        (await events.DeleteOlderAsync(Now.AddMilliseconds(1), default)).ShouldBe(2);

        await journal.WriteAsync(store.Session, epoch, null, Batch(Happened("d")), default);
        (await events.ReadAsync(store.Session, 0, 10, default)).Select(static one => (one.Seq, one.Event.Id)).ShouldBe([(3, "c"), (4, "d")]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Events_go_with_their_session_and_stay_when_its_credentials_are_wiped(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var journal = new SessionJournal(database.Writer, database.Keys);
        await journal.WriteAsync(store.Session, epoch, null, Batch(Happened("a")), default);

        await store.CommitAsync(new() { Wipe = true }, epoch, default);
        (await database.QueryAsync<string>("SELECT id FROM wasilo_event")).ShouldHaveSingleItem();

        await database.Sessions.DeleteAsync(store.Session, default);
        (await database.QueryAsync<string>("SELECT id FROM wasilo_event")).ShouldBeEmpty();
        (await database.QueryAsync<string>("SELECT webhook FROM wasilo_webhook")).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Events_can_be_read_after_the_key_has_changed(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await new SessionJournal(database.Writer, database.Keys).WriteAsync(store.Session, epoch, null, Batch(Happened("a")), default);
        var next = EncryptionKey.Generate();

        var report = await new KeyRotation(database.Database, new KeyRing(next, database.Keys.Current)).RunAsync(null, default);

        report.ShouldBe(new RotationReport(1, 0, null));
        Text((await new EventStore(database.Database, new KeyRing(next)).FindAsync(store.Session, "a", default))!).ShouldBe("{a}");
    }

    [Fact]
    public void Ids_sort_by_time_and_are_the_same_for_the_same_name()
    {
        var ids = Enumerable.Range(0, 50).Select(second => EventIds.Mint(Now.AddSeconds(second))).ToArray();

        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        ids.ShouldAllBe(id => id.Length == 30 && id.StartsWith("evt_", StringComparison.Ordinal));
        EventIds.Of(Now, "x").ShouldBe(EventIds.Of(Now, "x"));
        EventIds.Of(Now, "x").ShouldNotBe(EventIds.Of(Now, "y"));
        EventIds.Mint(Now)[..14].ShouldBe(EventIds.Of(Now, "x")[..14]); // the time's ten digits
    }

    private static SessionEvent Happened(string id) => new(id, "session.status", Now, Encoding.UTF8.GetBytes($"{{{id}}}"));

    private static EventBatch Batch(params SessionEvent[] events) => new(events, ["wh_1"]);

    private static string Text(StoredEvent one) => Encoding.UTF8.GetString(one.Event.Body.Span);
}
