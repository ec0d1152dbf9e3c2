using Wasilo.WhatsApp.Binary;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Groups of people with Baileys and people with the engine.</summary>
public sealed class GroupConversationTests(Cast cast) : IClassFixture<Cast>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => cast.EndAllAsync();

    [NodeTheory]
    [InlineData(Kind.Baileys, Kind.Baileys, Kind.Baileys)]
    [InlineData(Kind.Baileys, Kind.Baileys, Kind.Engine)]
    [InlineData(Kind.Engine, Kind.Baileys, Kind.Engine)]
    public async Task Members_write_while_others_leave_and_join(Kind first, Kind second, Kind third)
    {
        var alice = await cast.EnterAsync(first, "Alice");
        var bob = await cast.EnterAsync(second, "Bob");
        var carol = await cast.EnterAsync(third, "Carol");
        var dave = await cast.EnterAsync(second, "Dave");
        var group = await alice.CreateGroupAsync("Three", bob, carol);

        await EachWritesAsync(group, 2, alice, bob, carol);
        await alice.RemoveAsync(group, bob);
        await EachWritesAsync(group, 1, alice, carol);
        await alice.AddAsync(group, dave);
        await EachWritesAsync(group, 2, dave, alice, carol);
        await carol.LeaveGroupAsync(group);
        await EachWritesAsync(group, 1, alice, dave);
        await alice.AddAsync(group, bob);
        await alice.AddAsync(group, carol);
        await EachWritesAsync(group, 2, carol, bob, alice, dave);

        foreach (var member in new[] { alice, bob, carol, dave })
        {
            member.ShouldHaveHeardAll();
            member.Undecryptable.ShouldBeEmpty();
        }

        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Baileys, Kind.Engine)]
    [InlineData(Kind.Engine, Kind.Baileys)]
    public async Task A_large_group_of_both_kinds_reads_everyone(Kind even, Kind odd)
    {
        var members = new List<Participant>();
        for (int i = 0; i < 6; i++)
            members.Add(await cast.EnterAsync(i % 2 == 0 ? even : odd, $"Member {i}"));
        var group = await members[0].CreateGroupAsync("Six", [.. members.Skip(1)]);

        await EachWritesAsync(group, 2, [.. members]);

        members.ShouldAllBe(member => member.Undecryptable.Count == 0);
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Baileys, Kind.Engine)]
    [InlineData(Kind.Engine, Kind.Baileys)]
    public async Task Everything_that_is_said_in_a_group_is_understood(Kind writer, Kind reader)
    {
        var alice = await cast.EnterAsync(writer, "Alice");
        var bob = await cast.EnterAsync(reader, "Bob");
        var group = await alice.CreateGroupAsync("Two", bob);
        string first = await PassAsync(alice, bob, group, new Words("first"));
        string second = await PassAsync(bob, alice, group, new Words("second"));

        foreach (var (from, to, own, others, text) in new[] { (alice, bob, first, second, "second"), (bob, alice, second, first, "first") })
        {
            await PassAsync(from, to, group, new Words("an answer", others, text));
            await PassAsync(from, to, group, new Words($"@{to.Lid.User} look", Mentioned: to.Lid.ToString()));
            await PassAsync(from, to, group, new Reaction(others, "🎉"));
            await PassAsync(from, to, group, new Edit(own, "changed"));
            string poll = await PassAsync(from, to, group, new Poll("When?", "Now|Later", 1));
            await PassAsync(to, from, group, new Vote(poll, "Later"));
            await PassAsync(from, to, group, new Revoke(own));
        }

        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Baileys, Kind.Baileys)]
    [InlineData(Kind.Baileys, Kind.Engine)]
    [InlineData(Kind.Engine, Kind.Baileys)]
    public async Task A_member_that_lost_a_sender_key_gets_the_message_again(Kind writer, Kind reader)
    {
        var alice = await cast.EnterAsync(writer, "Alice");
        var bob = await cast.EnterAsync(reader, "Bob");
        var carol = await cast.EnterAsync(Kind.Engine, "Carol");
        var group = await alice.CreateGroupAsync("Three", bob, carol);
        await EachWritesAsync(group, 1, alice, bob, carol);
        await bob.LeaveAsync();
        await bob.LoseSenderKeyAsync(group, alice);
        await bob.ReturnAsync();

        string id = await alice.SendAsync(group, "again");

        var heard = await bob.NextAsync();
        (heard.Id, heard.Text).ShouldBe((id, "again"));
        (await carol.NextAsync()).Id.ShouldBe(id);
        bob.Undecryptable.ShouldBe([id]);
        await EachWritesAsync(group, 2, alice, bob, carol);
        carol.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Engine)]
    [InlineData(Kind.Baileys)]
    public async Task A_member_whose_record_of_a_sender_key_is_broken_gets_the_message_again(Kind other)
    {
        var alice = await cast.EnterAsync(other, "Alice");
        var bob = await cast.EnterAsync(Kind.Engine, "Bob");
        var group = await alice.CreateGroupAsync("Two", bob);
        await EachWritesAsync(group, 1, alice, bob);
        await bob.LeaveAsync();
        await ((EngineParticipant)bob).BreakSenderKeyRecordAsync(group, alice);
        await bob.ReturnAsync();

        string id = await alice.SendAsync(group, "again");

        var heard = await bob.NextAsync();
        (heard.Id, heard.Text).ShouldBe((id, "again"));
        bob.Undecryptable.ShouldBe([id]);
        await EachWritesAsync(group, 2, alice, bob);
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Engine, true)]
    [InlineData(Kind.Engine, false)]
    [InlineData(Kind.Baileys, true)]
    [InlineData(Kind.Baileys, false)]
    public async Task A_writer_whose_own_records_are_broken_gives_its_group_a_new_key(Kind other, bool sessionToo)
    {
        var alice = await cast.EnterAsync(Kind.Engine, "Alice");
        var bob = await cast.EnterAsync(other, "Bob");
        var carol = await cast.EnterAsync(Kind.Engine, "Carol");
        var group = await alice.CreateGroupAsync("Three", bob, carol);
        await EachWritesAsync(group, 1, alice, bob, carol);
        await alice.LeaveAsync();
        await ((EngineParticipant)alice).BreakSenderKeyRecordAsync(group, alice);
        if (sessionToo)
            await ((EngineParticipant)alice).BreakSessionRecordAsync(bob);
        await alice.ReturnAsync();

        await EachWritesAsync(group, 2, alice, bob, carol);

        bob.Undecryptable.ShouldBeEmpty();
        carol.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Baileys, Kind.Baileys)]
    [InlineData(Kind.Baileys, Kind.Engine)]
    [InlineData(Kind.Engine, Kind.Baileys)]
    public async Task A_group_message_that_was_damaged_on_its_way_is_sent_again(Kind writer, Kind reader)
    {
        var alice = await cast.EnterAsync(writer, "Alice");
        var bob = await cast.EnterAsync(reader, "Bob");
        var group = await alice.CreateGroupAsync("Two", bob);
        await EachWritesAsync(group, 1, alice, bob);

        cast.Server.FaultsOf(bob.Device).OfPhone.Corrupt();
        string id = await alice.SendAsync(group, "damaged");

        var heard = await bob.NextAsync();
        (heard.Id, heard.Text).ShouldBe((id, "damaged"));
        bob.Undecryptable.ShouldBe([id]);
        await EachWritesAsync(group, 2, alice, bob);
        cast.Server.Violations.ShouldBeEmpty();
    }

    [NodeTheory]
    [InlineData(Kind.Baileys, Kind.Baileys)]
    [InlineData(Kind.Baileys, Kind.Engine)]
    [InlineData(Kind.Engine, Kind.Baileys)]
    public async Task Status_updates_reach_those_who_may_see_them(Kind writer, Kind reader)
    {
        var alice = await cast.EnterAsync(writer, "Alice");
        var bob = await cast.EnterAsync(reader, "Bob");

        for (int i = 0; i < 3; i++)
        {
            string id = await alice.SendStatusAsync($"lunch {i}", bob.Number);
            var heard = await bob.NextAsync();
            (heard.Id, heard.Chat, heard.Text).ShouldBe((id, Jid.Status, $"lunch {i}"));
            heard.Sender.ShouldBeOneOf(alice.Number, alice.Lid);
        }

        bob.Undecryptable.ShouldBeEmpty();
        cast.Server.Violations.ShouldBeEmpty();
    }

    private static async Task<string> PassAsync(Participant from, Participant to, Jid group, Said said)
    {
        string id = await from.SendAsync(group, said);
        var heard = await to.NextAsync();
        (heard.Id, heard.Chat, heard.Said).ShouldBe((id, group, said));
        return id;
    }

    // What a group is told about itself must have come before anyone writes: who is a member is what a writer goes by.
    private async Task EachWritesAsync(Jid group, int rounds, params Participant[] members)
    {
        for (int round = 0; round < rounds; round++)
        {
            foreach (var writer in members)
            {
                await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
                string id = await writer.SendAsync(group, $"{writer} {round}");
                foreach (var reader in members.Where(member => member != writer))
                {
                    var heard = await reader.NextAsync();
                    (heard.Id, heard.Chat, heard.Sender, heard.Text).ShouldBe((id, group, writer.Lid, $"{writer} {round}"));
                }
            }
        }

        await Eventually.TrueAsync(() => cast.Unacknowledged == 0);
    }
}
