using Wasilo.Storage.Events;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;

namespace Wasilo.Storage.Tests.Events;

public sealed class WebhookQueueTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);

    private readonly Clock _clock = new() { Now = Now };

    [Theory, OnSqlite, OnPostgres]
    public async Task A_webhook_is_due_when_an_event_is_written_for_it_and_one_at_a_time_has_it(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var queue = new WebhookQueue(database.Database, _clock);
        var (session, epoch) = await OpenAsync(database);
        await WriteAsync(database, session, epoch, "before");
        await WriteAsync(database, session, epoch, "a", "wh_1");
        await WriteAsync(database, session, epoch, "b", "wh_1", "wh_2");

        var turns = await queue.ClaimAsync(10, Lease, default);

        turns.Select(static turn => (turn.Webhook, turn.Position, turn.Attempts)).ShouldBe([("wh_1", 1, 0), ("wh_2", 2, 0)], ignoreOrder: true);
        turns.ShouldAllBe(turn => turn.Session == session);
        (await queue.ClaimAsync(10, Lease, default)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_turn_that_is_given_back_is_due_again_only_if_there_is_more(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var queue = new WebhookQueue(database.Database, _clock);
        var (session, epoch) = await OpenAsync(database);
        await WriteAsync(database, session, epoch, "a", "wh_1");

        var turn = (await queue.ClaimAsync(10, Lease, default)).Single();
        (await queue.GiveBackAsync(turn with { Position = 1 }, due: null, [], default)).ShouldBeTrue();
        (await queue.ClaimAsync(10, Lease, default)).ShouldBeEmpty();

        await WriteAsync(database, session, epoch, "b", "wh_1");
        turn = (await queue.ClaimAsync(10, Lease, default)).Single();
        turn.Position.ShouldBe(1);
        await WriteAsync(database, session, epoch, "c", "wh_1"); // while b is being told
        (await queue.GiveBackAsync(turn with { Position = 2 }, due: null, [], default)).ShouldBeTrue();
        (await queue.ClaimAsync(10, Lease, default)).Single().Position.ShouldBe(2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_webhook_that_waits_for_its_next_try_waits_though_more_happens(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var queue = new WebhookQueue(database.Database, _clock);
        var (session, epoch) = await OpenAsync(database);
        await WriteAsync(database, session, epoch, "a", "wh_1");
        var turn = (await queue.ClaimAsync(10, Lease, default)).Single();

        await queue.GiveBackAsync(turn with { Attempts = 1 }, Now.AddSeconds(2), [], default);
        await WriteAsync(database, session, epoch, "b", "wh_1");
        (await queue.ClaimAsync(10, Lease, default)).ShouldBeEmpty();

        _clock.Now = Now.AddSeconds(2);
        (await queue.ClaimAsync(10, Lease, default)).Single().Attempts.ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_turn_whose_holder_died_is_taken_by_another_and_cannot_be_given_back(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var queue = new WebhookQueue(database.Database, _clock);
        var (session, epoch) = await OpenAsync(database);
        await WriteAsync(database, session, epoch, "a", "wh_1");
        var lost = (await queue.ClaimAsync(10, Lease, default)).Single();

        _clock.Now += Lease;
        var taken = (await queue.ClaimAsync(10, Lease, default)).Single();

        (await queue.GiveBackAsync(lost with { Position = 1 }, null, [Delivered(session, "a")], default)).ShouldBeFalse();
        await queue.ForgetAsync(lost, default);
        (await queue.GiveBackAsync(taken with { Position = 1 }, null, [], default)).ShouldBeTrue();
        (await new DeliveryLog(database.Database, _clock).ListAsync(session, null, null, 10, default)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Processes_that_claim_at_once_never_get_the_same(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var queue = new WebhookQueue(database.Database, _clock);
        for (var session = 0; session < 40; session++)
        {
            var (id, epoch) = await OpenAsync(database);
            await WriteAsync(database, id, epoch, "a", "wh_1", "wh_2");
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => queue.ClaimAsync(8, Lease, default)));

        var turns = claims.SelectMany(static turns => turns).Select(static turn => (turn.Session, turn.Webhook)).ToArray();
        turns.ShouldBeUnique();
        turns.Concat((await queue.ClaimAsync(1000, Lease, default)).Select(static turn => (turn.Session, turn.Webhook))).Count().ShouldBe(80);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_was_given_up_can_be_replayed(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var queue = new WebhookQueue(database.Database, _clock);
        var log = new DeliveryLog(database.Database, _clock);
        var (session, epoch) = await OpenAsync(database);
        await WriteAsync(database, session, epoch, "a", "wh_1");
        var turn = (await queue.ClaimAsync(10, Lease, default)).Single();
        var dead = Delivered(session, "a") with { State = DeliveryState.Dead, Attempts = 15, Status = 500, Error = "It answered 500." };
        await queue.GiveBackAsync(turn with { Position = 1 }, null, [dead, Delivered(session, "b") with { Seq = 2 }], default);

        (await log.ListAsync(session, DeliveryState.Dead, null, 10, default)).ShouldHaveSingleItem().ShouldBe(dead);
        (await log.ListAsync(session, null, null, 10, default)).Select(static one => one.Event).ShouldBe(["b", "a"]);
        (await log.ListAsync(session, null, 2, 10, default)).ShouldHaveSingleItem();
        (await log.ReplayAsync(session, "wh_2", "a", default)).ShouldBeFalse();
        (await log.ReplayAsync(session, "wh_1", "nothing", default)).ShouldBeFalse();
        (await queue.ClaimAsync(10, Lease, default)).ShouldBeEmpty();

        (await log.ReplayAsync(session, "wh_1", "a", default)).ShouldBeTrue();
        turn = (await queue.ClaimAsync(10, Lease, default)).Single();
        (await log.ListReplaysAsync(turn, 10, default)).ShouldHaveSingleItem().Event.ShouldBe("a");
        await queue.GiveBackAsync(turn, null, [Delivered(session, "a")], default);
        (await log.ListAsync(session, DeliveryState.Delivered, null, 10, default)).Count.ShouldBe(2);
    }

    private static Delivery Delivered(SessionId session, string id) =>
        new(session, "wh_1", id, 1, "session.status", DeliveryState.Delivered, 1, 200, null, Now);

    private static async Task<(SessionId Session, long Epoch)> OpenAsync(SessionsDatabase database)
    {
        var (store, epoch) = await database.OpenSessionAsync();
        return (store.Session, epoch);
    }

    private static Task<bool> WriteAsync(SessionsDatabase database, SessionId session, long epoch, string id, params string[] webhooks) =>
        new SessionJournal(database.Writer, database.Keys).WriteAsync(
            session, epoch, null, new EventBatch([new SessionEvent(id, "session.status", Now, new byte[] { 1 })], webhooks), default);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
