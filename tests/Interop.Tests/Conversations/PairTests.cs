using Wasilo.WhatsApp.Binary;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Two people write to each other, each with Baileys or the engine.</summary>
public sealed class PairTests(Cast cast) : IClassFixture<Cast>, IAsyncLifetime
{
    private const string Card = "BEGIN:VCARD\nVERSION:3.0\nFN:Carol\nTEL:+15550000003\nEND:VCARD";

    public static TheoryData<Kind, Kind, Addressing> Pairs => new()
    {
        { Kind.Baileys, Kind.Baileys, Addressing.Number },
        { Kind.Baileys, Kind.Baileys, Addressing.Lid },
        { Kind.Baileys, Kind.Engine, Addressing.Number },
        { Kind.Baileys, Kind.Engine, Addressing.Lid },
        { Kind.Engine, Kind.Baileys, Addressing.Number },
        { Kind.Engine, Kind.Baileys, Addressing.Lid },
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => cast.EndAllAsync();

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task A_first_message_is_read_and_answered(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await EnterAsync(writer, reader);

        string id = await alice.SendAsync(bob.By(addressing), "Hello Bob");
        var heard = await bob.NextAsync();

        // The engine writes by hidden id as soon as it knows it, whatever it was asked to write to.
        var author = alice.By(writer == Kind.Engine ? Addressing.Lid : addressing);
        heard.ShouldBe(new Heard(id, author, author, false, new Words("Hello Bob")));
        for (int i = 0; i < 3; i++)
        {
            await bob.SendAsync(heard.Chat, $"Hello Alice {i}");
            (await alice.NextAsync()).Text.ShouldBe($"Hello Alice {i}");
            await alice.SendAsync(bob.By(addressing), $"Hello again {i}");
            (await bob.NextAsync()).Text.ShouldBe($"Hello again {i}");
        }

        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        alice.ShouldHaveHeardAll();
        bob.ShouldHaveHeardAll();
        alice.Undecryptable.ShouldBeEmpty();
        bob.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task Everything_that_is_said_is_understood(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await EnterAsync(writer, reader);
        string first = await alice.SendAsync(bob.By(addressing), "first");
        var chat = (await bob.NextAsync()).Chat;
        string answer = await bob.SendAsync(chat, "second");
        (await alice.NextAsync()).Text.ShouldBe("second");

        async Task<string> PassAsync(Participant from, Participant to, Jid where, Said said)
        {
            string id = await from.SendAsync(where, said);
            var heard = await to.NextAsync();
            heard.Said.ShouldBe(said);
            heard.Id.ShouldBe(id);
            return id;
        }

        var turns = new[] { (alice, bob, bob.By(addressing), first, answer), (bob, alice, chat, answer, first) };
        foreach (var (from, to, where, own, others) in turns)
        {
            string othersText = from == alice ? "second" : "first";
            await PassAsync(from, to, where, new Words("an answer", others, othersText));
            await PassAsync(from, to, where, new Words($"@{to.By(addressing).User} look", Mentioned: to.By(addressing).ToString()));
            await PassAsync(from, to, where, new Reaction(others, "👍"));
            await ShouldTellAsync(to, "reacted", others);
            await PassAsync(from, to, where, new Reaction(others, ""));
            await PassAsync(from, to, where, new Edit(own, "changed"));
            await ShouldTellAsync(to, "changed", own);
            await PassAsync(from, to, where, new Place(48.137, 11.575, "Munich"));
            await PassAsync(from, to, where, new Contact("Carol", Card));
            string poll = await PassAsync(from, to, where, new Poll("Tea or coffee?", "Tea|Coffee|Milk", 0));
            var back = from == alice ? chat : bob.By(addressing);
            await PassAsync(to, from, back, new Vote(poll, "Coffee|Milk"));
            await PassAsync(to, from, back, new Vote(poll, ""));
            await PassAsync(from, to, where, new Revoke(own));
            await ShouldTellAsync(to, "revoked", own);
        }

        alice.Undecryptable.ShouldBeEmpty();
        bob.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    // Baileys finds the message that is meant by the whole key, not by its id alone.
    private static async Task ShouldTellAsync(Participant reader, string kind, string id)
    {
        if (reader is BaileysParticipant baileys)
            (await baileys.NextAsync(kind)).GetProperty("id").GetString().ShouldBe(id);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task The_writer_learns_that_its_message_came_and_was_read(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await EnterAsync(writer, reader);
        string id = await alice.SendAsync(bob.By(addressing), "seen?");
        await bob.NextAsync();
        // The phone tells of the arrival as well; Baileys lets that hide a reading that it hears of just before.
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);

        await bob.ReadAsync(id);

        await alice.SeesReadAsync(id);
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task What_was_written_while_the_reader_was_away_comes_in_order_and_once(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await EnterAsync(writer, reader);
        await alice.SendAsync(bob.By(addressing), "first");
        await bob.NextAsync();
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        await bob.LeaveAsync();

        for (int i = 0; i < 40; i++)
            await alice.SendAsync(bob.By(addressing), $"{i}");
        await bob.ReturnAsync();

        for (int i = 0; i < 40; i++)
            (await bob.NextAsync()).Text.ShouldBe($"{i}");
        await alice.SendAsync(bob.By(addressing), "last");
        (await bob.NextAsync()).Text.ShouldBe("last");
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        bob.ShouldHaveHeardAll();
        bob.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task Other_devices_of_the_writer_get_copies(Kind writer, Kind other, Addressing addressing)
    {
        var alice = await cast.EnterAsync(writer, "Alice");
        var second = await cast.LinkAsync(other, alice);
        var bob = await cast.EnterAsync(Kind.Engine, "Bob");

        foreach (var from in new[] { alice, second, alice, second })
        {
            var to = from == alice ? second : alice;
            string id = await from.SendAsync(bob.By(addressing), $"from {from.Device.Jid}");
            var copy = await to.NextAsync();
            copy.Id.ShouldBe(id);
            copy.FromMe.ShouldBeTrue();
            copy.Chat.ShouldBeOneOf(bob.Number, bob.Lid);
            copy.Text.ShouldBe($"from {from.Device.Jid}");
            (await bob.NextAsync()).Id.ShouldBe(id);
        }

        string note = await alice.SendAsync(alice.By(addressing), "note to self");
        var heard = await second.NextAsync();
        (heard.Id, heard.FromMe, heard.Text).ShouldBe((note, true, "note to self"));
        heard.Chat.ShouldBeOneOf(alice.Number, alice.Lid);
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        alice.Undecryptable.ShouldBeEmpty();
        second.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    private async Task<(Participant Alice, Participant Bob)> EnterAsync(Kind writer, Kind reader) =>
        (await cast.EnterAsync(writer, "Alice"), await cast.EnterAsync(reader, "Bob"));
}
