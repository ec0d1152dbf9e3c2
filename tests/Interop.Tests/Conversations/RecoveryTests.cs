namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Two people go on writing to each other after what they need for it was lost or damaged.</summary>
public sealed class RecoveryTests(Cast cast) : IClassFixture<Cast>, IAsyncLifetime
{
    public static TheoryData<Kind, Kind, Addressing> Pairs => PairTests.Pairs;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => cast.EndAllAsync();

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task A_message_that_was_damaged_on_its_way_is_sent_again(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(writer, reader, addressing);

        cast.Server.FaultsOf(bob.Device).OfPhone.Corrupt();
        string id = await alice.SendAsync(bob.By(addressing), "damaged");

        await ShouldComeAgainAsync(bob, id, "damaged");
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task A_first_message_that_was_damaged_on_its_way_is_sent_again(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await EnterAsync(writer, reader);

        cast.Server.FaultsOf(bob.Device).OfPhone.Corrupt();
        string id = await alice.SendAsync(bob.By(addressing), "damaged");

        await ShouldComeAgainAsync(bob, id, "damaged");
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task A_reader_that_lost_its_sessions_gets_the_message_again(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(writer, reader, addressing);
        await bob.LeaveAsync();
        await bob.LoseSessionsAsync(alice);
        await bob.ReturnAsync();

        string id = await alice.SendAsync(bob.By(addressing), "again");

        await ShouldComeAgainAsync(bob, id, "again");
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task A_writer_that_lost_its_sessions_begins_new_ones(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(writer, reader, addressing);
        await alice.LeaveAsync();
        await alice.LoseSessionsAsync(bob);
        await alice.ReturnAsync();

        string id = await alice.SendAsync(bob.By(addressing), "new session");

        var heard = await bob.NextAsync();
        (heard.Id, heard.Text).ShouldBe((id, "new session"));
        bob.Undecryptable.ShouldBeEmpty();
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task Who_pairs_anew_goes_on_as_a_new_device(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(writer, reader, addressing);
        var old = bob.Device;

        await bob.LinkAnewAsync(() => cast.Server.Unlink(old));
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);

        bob.Device.ShouldNotBe(old);
        await HearOfNewDevicesAsync(alice, addressing);
        string id = await alice.SendAsync(bob.By(addressing), "to the new one");
        (await bob.NextAsync()).Id.ShouldBe(id);
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task Whose_phone_is_set_up_anew_is_written_to_with_new_keys(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(writer, reader, addressing);

        await bob.LinkAnewAsync(() => cast.Server.Reinstall(bob.Phone));
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);

        await HearOfNewDevicesAsync(alice, addressing);
        string id = await alice.SendAsync(bob.By(addressing), "to the new one");
        (await bob.NextAsync()).Id.ShouldBe(id);
        await Eventually.TrueAsync(() => cast.Server.Script(bob.Phone).Messages.Any(message => message.Id == id));
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task Whose_phone_is_set_up_anew_may_write_first(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(reader, writer, addressing);

        await bob.LinkAnewAsync(() => cast.Server.Reinstall(bob.Phone));
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);

        string id = await bob.SendAsync(alice.By(addressing), "from the new one");
        (await alice.NextAsync()).Id.ShouldBe(id);
        alice.Undecryptable.ShouldBeEmpty();
        await HearOfNewDevicesAsync(alice, addressing);
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [MemberData(nameof(Pairs))]
    public async Task What_a_damaged_session_encrypted_is_encrypted_again_in_a_new_one(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(writer, reader, addressing);
        await alice.LeaveAsync();
        await alice.SpoilSessionsAsync(bob);
        await alice.ReturnAsync();

        string id = await alice.SendAsync(bob.By(addressing), "unreadable");

        await ShouldComeAgainAsync(bob, id, "unreadable");
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [InlineData(Addressing.Number)]
    [InlineData(Addressing.Lid)]
    public async Task A_reader_with_a_broken_record_of_the_session_gets_the_message_again(Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(Kind.Baileys, Kind.Engine, addressing);
        await bob.LeaveAsync();
        await ((EngineParticipant)bob).BreakSessionRecordAsync(alice);
        await bob.ReturnAsync();

        string id = await alice.SendAsync(bob.By(addressing), "again");

        await ShouldComeAgainAsync(bob, id, "again");
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    [NodeTheory]
    [InlineData(Addressing.Number)]
    [InlineData(Addressing.Lid)]
    public async Task A_writer_with_a_broken_record_of_the_session_begins_a_new_one(Addressing addressing)
    {
        var (alice, bob) = await AcquaintAsync(Kind.Engine, Kind.Baileys, addressing);
        await alice.LeaveAsync();
        await ((EngineParticipant)alice).BreakSessionRecordAsync(bob);
        await alice.ReturnAsync();

        string id = await alice.SendAsync(bob.By(addressing), "new session");

        var heard = await bob.NextAsync();
        (heard.Id, heard.Text).ShouldBe((id, "new session"));
        bob.Undecryptable.ShouldBeEmpty();
        await ShouldGoOnAsync(alice, bob, addressing);
    }

    private static async Task ShouldComeAgainAsync(Participant reader, string id, string text)
    {
        var heard = await reader.NextAsync();
        (heard.Id, heard.Text).ShouldBe((id, text));
        reader.Undecryptable.ShouldNotBeEmpty();
        reader.Undecryptable.ShouldAllBe(undecryptable => undecryptable == id);
    }

    // News of devices names numbers. Lists that it has by hidden id Baileys keeps for five minutes, or until it is restarted.
    private static async Task HearOfNewDevicesAsync(Participant writer, Addressing addressing)
    {
        if (writer is not BaileysParticipant || addressing == Addressing.Number)
            return;
        await writer.LeaveAsync();
        await writer.ReturnAsync();
    }

    // Once in each direction proves nothing: sessions may take turns in being wrong.
    private async Task ShouldGoOnAsync(Participant alice, Participant bob, Addressing addressing)
    {
        var (alices, bobs) = (alice.Undecryptable.Count, bob.Undecryptable.Count);
        for (int i = 0; i < 3; i++)
        {
            await alice.SendAsync(bob.By(addressing), $"on {i}");
            (await bob.NextAsync()).Text.ShouldBe($"on {i}");
            await bob.SendAsync(alice.By(addressing), $"and on {i}");
            (await alice.NextAsync()).Text.ShouldBe($"and on {i}");
        }

        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        (alice.Undecryptable.Count, bob.Undecryptable.Count).ShouldBe((alices, bobs));
        alice.ShouldHaveHeardAll();
        bob.ShouldHaveHeardAll();
        cast.Server.Violations.ShouldBeEmpty();
    }

    // Both have sessions with each other that both have used.
    private async Task<(Participant Alice, Participant Bob)> AcquaintAsync(Kind writer, Kind reader, Addressing addressing)
    {
        var (alice, bob) = await EnterAsync(writer, reader);
        await alice.SendAsync(bob.By(addressing), "first");
        await bob.SendAsync((await bob.NextAsync()).Chat, "answered");
        await alice.NextAsync();
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        return (alice, bob);
    }

    // Their phones have sent them all that new devices get, so that nothing but what they write can be damaged.
    private async Task<(Participant Alice, Participant Bob)> EnterAsync(Kind writer, Kind reader)
    {
        var both = (await cast.EnterAsync(writer, "Alice"), await cast.EnterAsync(reader, "Bob"));
        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
        return both;
    }
}
