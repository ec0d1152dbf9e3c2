using System.Text;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Messages;

public sealed class MessageJournalTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private const string Bob = "15550000002@s.whatsapp.net";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000);
    private static readonly Jid Device = Jid.Parse("15550000001:3@s.whatsapp.net");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_message_its_ratchet_its_key_and_its_event_become_durable_together(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (journal, epoch) = await OpenAsync(database);
        var key = MessageJournal.FingerprintOf(new MessageKey(Jid.Parse(Bob), Jid.Parse(Bob), "A"));
        var commit = new MessageCommit
        {
            Delta = Samples.Ratchet(Samples.Alice, [7]),
            At = Now,
            Messages = [Message("A", "hello"), Message("B", "again") with { At = Now.AddSeconds(1) }],
            Names = new Dictionary<string, string> { [Bob] = "Böb" },
            Received = [new ReceivedKey(key, IsPlaceholder: true)],
            Events = new EventBatch([new SessionEvent("evt_1", "message", Now, new byte[] { 1 })], ["wh_1"]),
        };

        await journal.CommitAsync(commit, epoch, default);
        await journal.CommitAsync(commit with { Received = [new ReceivedKey(key, IsPlaceholder: false)] }, epoch, default); // nobody knew

        (await database.Store(journal.Session).LoadSessionAsync(Samples.Alice, default))!.Value.ToArray().ShouldBe([7]);
        var store = new MessageStore(database.Database, database.Keys);
        (await store.ListAsync(journal.Session, Bob, 10, 0, default)).Select(static one => (one.Id, Text(one))).ShouldBe([("B", "again"), ("A", "hello")]);
        (await store.ListAsync(journal.Session, null, 1, 1, default)).ShouldHaveSingleItem().Id.ShouldBe("A");
        (await store.FindAsync(journal.Session, Bob, "A", default)).ShouldHaveSingleItem().At.ShouldBe(Now);
        (await store.ListChatsAsync(journal.Session, 10, 0, default)).ShouldHaveSingleItem().ShouldBe(new StoredChat(Bob, Now.AddSeconds(1), "Böb"));
        (await journal.FindReceivedAsync([key, "other"], default)).ShouldHaveSingleItem().Value.ShouldBeFalse();
        (await new EventStore(database.Database, database.Keys).ReadAsync(journal.Session, 0, 10, default)).ShouldHaveSingleItem();
        var bodies = await database.QueryAsync<byte[]>("SELECT sealed FROM wasilo_message");
        bodies.ShouldAllBe(body => !Encoding.UTF8.GetString(body).Contains("hello"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Whose_epoch_is_over_writes_nothing_of_it(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (journal, epoch) = await OpenAsync(database);
        await database.Ownership.TakeAsync(journal.Session, "node-2", default);

        await Should.ThrowAsync<StaleOwnerException>(async () => await journal.CommitAsync(
            new MessageCommit { Delta = Samples.Ratchet(Samples.Alice, [7]), At = Now, Messages = [Message("A", "x")], Outgoing = [Outgoing("O")] },
            epoch,
            default));

        (await database.Store(journal.Session).LoadSessionAsync(Samples.Alice, default)).ShouldBeNull();
        (await new MessageStore(database.Database, database.Keys).ListAsync(journal.Session, null, 10, 0, default)).ShouldBeEmpty();
        (await journal.LoadPendingAsync(default)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_to_be_sent_is_pending_until_the_server_has_answered(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (journal, epoch) = await OpenAsync(database);
        var messages = Enumerable.Range(0, 3).Select(number => Outgoing($"O{number}") with { At = Now.AddSeconds(number) }).ToArray();
        var kept = messages.Select(message => new StoredMessage(Bob, message.Id, "", message.At, 0, new byte[] { 1 })).ToArray();
        await journal.CommitAsync(new MessageCommit { Delta = new(), At = Now, Outgoing = messages, Messages = kept }, epoch, default);

        var pending = await journal.LoadPendingAsync(default);
        pending.Select(static one => one.Id).ShouldBe(["O0", "O1", "O2"]);
        (pending[0].From, pending[0].Chat, pending[0].At).ShouldBe((Device, Jid.Parse(Bob), Now));
        pending[0].Plaintext.ToArray().ShouldBe([1, 2, 3]);
        pending[0].Stanza.ToArray().ShouldBe([4, 5]);

        await journal.CommitAsync(
            new MessageCommit { Delta = new(), At = Now, Settled = [new Settlement("O0", Now), new Settlement("O1", Now, 463)] }, epoch, default);
        await journal.CommitAsync(new MessageCommit { Delta = new(), At = Now, Settled = [new Settlement("O0", Now, 500)] }, epoch, default);

        (await journal.LoadPendingAsync(default)).ShouldHaveSingleItem().Id.ShouldBe("O2");
        (await journal.FindOutgoingAsync("O0", default))!.IsSent.ShouldBeTrue();
        (await journal.FindOutgoingAsync("O1", default))!.Settlement!.Error.ShouldBe(463);
        (await journal.FindOutgoingAsync("missing", default)).ShouldBeNull();
        (await new MessageStore(database.Database, database.Keys).FindAsync(journal.Session, Bob, "O1", default)).Single().Ack.ShouldBe(-1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task How_far_a_message_got_never_goes_back(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (journal, epoch) = await OpenAsync(database);
        var mine = new StoredMessage(Bob, "O", "", Now, 0, new byte[] { 1 });
        await journal.CommitAsync(new MessageCommit { Delta = new(), At = Now, Messages = [mine, Message("O", "another's of the same id")] }, epoch, default);

        await journal.CommitAsync(new MessageCommit { Delta = new(), At = Now, Acks = [new("O", 3), new("O", 2), new("none", 4)] }, epoch, default);
        await journal.CommitAsync(new MessageCommit { Delta = new(), At = Now, Acks = [new("O", 2)] }, epoch, default);

        var found = await new MessageStore(database.Database, database.Keys).FindAsync(journal.Session, Bob, "O", default);
        found.Select(static one => (one.Sender, one.Ack)).ShouldBe([("", 3), (Bob, 2)]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_can_be_read_after_the_key_has_changed_and_go_with_their_session(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (journal, epoch) = await OpenAsync(database);
        await journal.CommitAsync(
            new MessageCommit
            {
                Delta = new(),
                At = Now,
                Messages = [Message("A", "hello")],
                Outgoing = [Outgoing("O")],
                Names = new Dictionary<string, string> { [Bob] = "Bob" },
            },
            epoch,
            default);
        var next = EncryptionKey.Generate();

        (await new KeyRotation(database.Database, new KeyRing(next, database.Keys.Current)).RunAsync(null, default)).ShouldBe(new RotationReport(3, 0, null));

        var keys = new KeyRing(next);
        Text((await new MessageStore(database.Database, keys).ListAsync(journal.Session, null, 10, 0, default)).Single()).ShouldBe("hello");
        (await new MessageStore(database.Database, keys).ListChatsAsync(journal.Session, 10, 0, default)).Single().Name.ShouldBe("Bob");
        (await new MessageJournal(database.Database, database.Store(journal.Session, keys), keys).LoadPendingAsync(default)).ShouldHaveSingleItem();

        await database.Sessions.DeleteAsync(journal.Session, default);
        foreach (var table in (string[])["message", "chat", "contact", "received", "outgoing"])
            (await database.QueryAsync<long>($"SELECT count(*) FROM wasilo_{table}")).Single().ShouldBe(0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_old_is_deleted_but_not_what_is_still_to_be_sent(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (journal, epoch) = await OpenAsync(database);
        var many = Enumerable.Range(0, 515).Select(number => Outgoing($"O{number:000}") with { At = Now.AddSeconds(number) }).ToArray();
        await journal.CommitAsync(
            new MessageCommit
            {
                Delta = new(),
                At = Now,
                Messages = [Message("A", "old"), Message("B", "new") with { At = Now.AddDays(2) }],
                Received = [new ReceivedKey("f", false)],
                Outgoing = many,
                Settled = [.. many.Skip(1).Select(one => new Settlement(one.Id, Now))],
            },
            epoch,
            default);
        var store = new MessageStore(database.Database, database.Keys);

        (await store.DeleteOlderAsync(Now.AddDays(1), Now.AddDays(1), default)).ShouldBe(1);

        (await store.ListAsync(journal.Session, null, 10, 0, default)).ShouldHaveSingleItem().Id.ShouldBe("B");
        (await journal.FindReceivedAsync(["f"], default)).ShouldBeEmpty();
        (await journal.LoadPendingAsync(default)).ShouldHaveSingleItem().Id.ShouldBe("O000");
        (await journal.FindOutgoingAsync("O001", default)).ShouldBeNull();
        (await journal.FindOutgoingAsync("O003", default)).ShouldNotBeNull();
    }

    private static async Task<(MessageJournal Journal, long Epoch)> OpenAsync(SessionsDatabase database)
    {
        var (store, epoch) = await database.OpenSessionAsync();
        return (new MessageJournal(database.Database, store, database.Keys), epoch);
    }

    private static StoredMessage Message(string id, string text) => new(Bob, id, Bob, Now, 2, Encoding.UTF8.GetBytes(text));

    private static OutgoingMessage Outgoing(string id) => new(id, Device, Jid.Parse(Bob), new byte[] { 1, 2, 3 }, new byte[] { 4, 5 }, Now);

    private static string Text(StoredMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
