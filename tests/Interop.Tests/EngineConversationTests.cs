using Wasilo.Simulator;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Interop.Tests;

/// <summary>Two and more of the engine's own clients write to each other through the Simulator.</summary>
public sealed class EngineConversationTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Two_clients_write_to_each_other()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        var sent = await alice.Messages.SendTextAsync(bob.Number, "Hello Bob");
        var received = await bob.NextAsync<MessageReceived>();

        received.Source.Id.ShouldBe(sent.Id);
        received.Text().ShouldBe("Hello Bob");
        received.Source.Sender.Device.ShouldBe(alice.Device.Jid.Device);

        for (int i = 0; i < 5; i++)
        {
            await bob.Messages.SendTextAsync(received.Source.Chat, $"Hello Alice {i}");
            (await alice.NextAsync<MessageReceived>()).Text().ShouldBe($"Hello Alice {i}");
            await alice.Messages.SendTextAsync(bob.Number, $"Hello again {i}");
            (await bob.NextAsync<MessageReceived>()).Text().ShouldBe($"Hello again {i}");
        }

        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_kind_of_message_is_read_as_it_was_written()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        async Task<T> PassAsync<T>(MessageContent content)
            where T : MessageContent
        {
            await alice.Messages.SendAsync(bob.Number, content);
            return (await bob.NextAsync<MessageReceived>()).Content.ShouldBeOfType<T>();
        }

        var first = await alice.Messages.SendTextAsync(bob.Number, "first");
        var received = await bob.NextAsync<MessageReceived>();
        var target = new MessageReference(first.Chat, first.Id, FromMe: true);

        var reply = await bob.Messages.SendAsync(received.Source.Chat, new TextContent("reply @15550000001")
        {
            Context = new MessageContext
            {
                Quoted = QuotedMessages.Of(received.Source.Id, received.Source.Sender.ToAccount(), received.Bytes),
                Mentions = [alice.Number],
            },
        });
        var context = (await alice.NextAsync<MessageReceived>()).Content.Context;
        context.Quoted!.Id.ShouldBe(first.Id);
        context.Mentions.ShouldBe([alice.Number]);

        var answer = new MessageReference(reply.Chat, reply.Id, FromMe: false);
        (await PassAsync<ReactionContent>(new ReactionContent(answer, "👍"))).Emoji.ShouldBe("👍");
        var edit = await PassAsync<EditContent>(new EditContent(target, new TextContent("edited")));
        edit.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("edited");
        edit.Target.Id.ShouldBe(first.Id);
        (await PassAsync<RevokeContent>(new RevokeContent(target))).Target.Id.ShouldBe(first.Id);
        (await PassAsync<LocationContent>(new LocationContent(48.1, 11.5) { Name = "Munich" })).Name.ShouldBe("Munich");
        (await PassAsync<ContactContent>(new ContactContent([new ContactCard("Carol", "BEGIN:VCARD\nVERSION:3.0\nFN:Carol\nEND:VCARD")])))
            .Cards[0].DisplayName.ShouldBe("Carol");
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vote_is_read_by_whoever_made_the_poll()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        var poll = await alice.Messages.SendAsync(bob.Number, new PollContent("Tea or coffee?", ["Tea", "Coffee"]));
        var received = await bob.NextAsync<MessageReceived>();
        received.Content.ShouldBeOfType<PollContent>().Options.ShouldBe(["Tea", "Coffee"]);
        await bob.Messages.VoteAsync(
            new MessageReference(received.Source.Chat, received.Source.Id, FromMe: false),
            new MessageSecret(received.Secret, received.Source.Id, [received.Source.Sender.ToAccount()]),
            ["Coffee"]);

        var vote = await alice.NextAsync<MessageReceived>();
        PollVotes.Open(
            vote.Content.ShouldBeOfType<PollVoteContent>(),
            new MessageSecret(poll.Secret, poll.Id, [alice.Lid, alice.Number]),
            [vote.Source.Sender.ToAccount(), bob.Lid, bob.Number],
            ["Tea", "Coffee"]).ShouldBe(["Coffee"]);
    }

    [Fact]
    public async Task Another_device_of_the_sender_gets_a_copy()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var other = await Member.LinkAsync(_server, alice.Phone);
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        var sent = await alice.Messages.SendTextAsync(bob.Number, "to Bob");

        var copy = await other.NextAsync<MessageReceived>();
        copy.Source.IsFromMe.ShouldBeTrue();
        copy.Source.Id.ShouldBe(sent.Id);
        copy.Source.Chat.ShouldBe(sent.Chat);
        copy.Text().ShouldBe("to Bob");

        var note = await other.Messages.SendTextAsync(alice.Number, "note to self");
        var received = await alice.NextAsync<MessageReceived>();
        received.Source.Id.ShouldBe(note.Id);
        received.Source.IsFromMe.ShouldBeTrue();
        received.Text().ShouldBe("note to self");
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_written_while_a_client_was_away_arrives_in_order_and_once()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await alice.Messages.SendTextAsync(bob.Number, "first");
        await bob.NextAsync<MessageReceived>();
        await bob.LeaveAsync();

        for (int i = 0; i < 100; i++)
            await alice.Messages.SendTextAsync(bob.Number, $"{i}");
        await bob.ReturnAsync();

        for (int i = 0; i < 100; i++)
            (await bob.NextAsync<MessageReceived>()).Text().ShouldBe($"{i}");
        await Eventually.TrueAsync(() => _server.Unacknowledged == 0);
        await alice.Messages.SendTextAsync(bob.Number, "last");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("last");
    }

    [Fact]
    public async Task A_group_of_three_writes_and_answers_and_changes()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await using var carol = await Member.StartAsync(_server, "15550000003", "Carol");
        Member[] all = [alice, bob, carol];
        var group = (await alice.Client.Groups.CreateAsync("Three", [bob.Number, carol.Number])).Info.Id;

        for (int round = 0; round < 3; round++)
        {
            foreach (var writer in all)
            {
                await writer.Messages.SendTextAsync(group, $"{round}");
                foreach (var reader in all.Where(member => member != writer))
                {
                    var received = await reader.NextAsync<MessageReceived>();
                    received.Source.Chat.ShouldBe(group);
                    received.Source.Sender.ToAccount().ShouldBe(writer.Lid);
                    received.Text().ShouldBe($"{round}");
                }
            }
        }

        await alice.Client.Groups.RemoveAsync(group, [carol.Number]);
        await bob.NextAsync<GroupChanged>();
        await using var dave = await Member.StartAsync(_server, "15550000004", "Dave");
        await alice.Messages.SendTextAsync(group, "without Carol");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("without Carol");
        await alice.Client.Groups.AddAsync(group, [dave.Number]);
        await bob.NextAsync<GroupChanged>();
        await bob.Messages.SendTextAsync(group, "with Dave");
        (await dave.NextAsync<MessageReceived>()).Text().ShouldBe("with Dave");
        (await alice.NextAsync<MessageReceived>()).Text().ShouldBe("with Dave");
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_status_update_reaches_those_who_may_see_it()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        for (int i = 0; i < 2; i++)
        {
            await alice.Messages.SendStatusAsync(new TextContent($"out for lunch {i}"), [bob.Number]);
            var received = await bob.NextAsync<MessageReceived>();
            received.Source.Chat.ShouldBe(Jid.Status);
            received.Text().ShouldBe($"out for lunch {i}");
        }

        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_is_sent_once_for_each_key()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        var key = new SendOptions { IdempotencyKey = "order 17" };

        var both = await Task.WhenAll(
            alice.Messages.SendTextAsync(bob.Number, "once", key), alice.Messages.SendTextAsync(bob.Number, "once", key));
        var again = await alice.Messages.SendTextAsync(bob.Number, "once", key);
        await alice.Messages.SendTextAsync(bob.Number, "something else");

        both[0].Id.ShouldBe(both[1].Id);
        again.Id.ShouldBe(both[0].Id);
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("once");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("something else");
    }

    [Fact]
    public async Task A_sender_sees_that_its_message_arrived_and_was_read()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        var sent = await alice.Messages.SendTextAsync(bob.Number, "seen?");
        var received = await bob.NextAsync<MessageReceived>();
        await bob.Messages.MarkReadAsync([received.Source]);

        (await alice.NextAsync<MessageSettled>()).Id.ShouldBe(sent.Id);
        var arrived = await alice.NextAsync<ReceiptReceived>(
            receipt => receipt.Kind is ReceiptKind.Delivered or ReceiptKind.DeliveredInactive);
        arrived.Ids.ShouldBe([sent.Id]);
        var read = await alice.NextAsync<ReceiptReceived>(receipt => receipt.Kind == ReceiptKind.Read);
        read.Ids.ShouldBe([sent.Id]);
        read.Chat.ShouldBe(received.Source.IsFromMe ? alice.Lid : sent.Chat);
    }

    [Fact]
    public async Task A_client_that_lost_its_sessions_gets_the_message_again()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await alice.Messages.SendTextAsync(bob.Number, "first");
        await bob.Messages.SendTextAsync((await bob.NextAsync<MessageReceived>()).Source.Chat, "answered");
        await alice.NextAsync<MessageReceived>();
        await bob.LeaveAsync();
        await bob.LoseSessionAsync(alice);
        await bob.ReturnAsync();

        var sent = await alice.Messages.SendTextAsync(bob.Number, "again");

        (await bob.NextAsync<MessageUndecryptable>()).Source.Id.ShouldBe(sent.Id);
        var received = await bob.NextAsync<MessageReceived>();
        received.Source.Id.ShouldBe(sent.Id);
        received.Text().ShouldBe("again");
        await alice.Messages.SendTextAsync(bob.Number, "and on");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("and on");
    }

    [Fact]
    public async Task A_member_that_lost_a_sender_key_gets_the_message_again()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await using var carol = await Member.StartAsync(_server, "15550000003", "Carol");
        var group = (await alice.Client.Groups.CreateAsync("Three", [bob.Number, carol.Number])).Info.Id;
        await alice.Messages.SendTextAsync(group, "first");
        await bob.NextAsync<MessageReceived>();
        await bob.LeaveAsync();
        await bob.LoseSenderKeyAsync(group, alice);
        await bob.ReturnAsync();

        var sent = await alice.Messages.SendTextAsync(group, "again");

        (await bob.NextAsync<MessageUndecryptable>()).Source.Id.ShouldBe(sent.Id);
        var received = await bob.NextAsync<MessageReceived>();
        received.Source.Id.ShouldBe(sent.Id);
        received.Source.Chat.ShouldBe(group);
        received.Text().ShouldBe("again");
        await alice.Messages.SendTextAsync(group, "and on");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("and on");
    }

    [Fact]
    public async Task Messages_are_neither_lost_nor_doubled_when_connections_drop()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await alice.Messages.SendTextAsync(bob.Number, "start");
        await bob.NextAsync<MessageReceived>();

        for (int round = 0; round < 5; round++)
        {
            var sending = Enumerable.Range(0, 20).Select(i => alice.Messages.SendTextAsync(bob.Number, $"{round} {i}")).ToList();
            _server.FaultsOf(round % 2 == 0 ? alice.Device : bob.Device).Drop();
            await Task.WhenAll(sending);
            for (int i = 0; i < 20; i++)
                (await bob.NextAsync<MessageReceived>()).Text().ShouldBe($"{round} {i}");
            await Eventually.TrueAsync(() => _server.IsOnline(alice.Device) && _server.IsOnline(bob.Device));
            await Eventually.TrueAsync(() => alice.Client.State == ConnectionState.Connected);
        }
    }

    [Fact]
    public async Task A_phone_and_a_client_write_to_each_other()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        var carol = _server.Phones.Create("15550000003", "Carol");
        var phone = _server.Script(carol);
        phone.Echoes = true;

        await alice.Messages.SendTextAsync(carol.Jid, "echo?");
        (await alice.NextAsync<MessageReceived>()).Text().ShouldBe("echo?");
        var sent = await phone.SendTextAsync(alice.Number, "from the phone");
        var received = await alice.NextAsync<MessageReceived>();
        received.Text().ShouldBe("from the phone");
        received.Source.PushName.ShouldBe("Carol");
        await phone.ReactAsync(sent.Id, "🎉");
        (await alice.NextAsync<MessageReceived>()).Content.ShouldBeOfType<ReactionContent>().Emoji.ShouldBe("🎉");
        await alice.Messages.MarkReadAsync([received.Source]);
        await Eventually.TrueAsync(() => phone.Receipts.Any(receipt => receipt.Type == "read"));
        _server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_device_gets_the_phones_history_and_keys()
    {
        var alicesPhone = _server.Phones.Create("15550000001", "Alice");
        var carol = _server.Phones.Create("15550000003", "Carol");
        await _server.Script(carol).SendTextAsync(alicesPhone.Jid, "before");
        await Eventually.TrueAsync(() => _server.Script(alicesPhone).Messages.Count == 1);
        await using var engine = await EngineClient.StartAsync(_server, new InMemoryStore());

        await _server.ScanAsync(alicesPhone, (await engine.NextAsync<QrIssued>()).Text);

        var history = await engine.NextAsync<HistoryReceived>();
        history.Parts.OfType<HistoryChat>().SelectMany(chat => chat.Messages).ShouldContain(
            message => message.Content is TextContent && ((TextContent)message.Content).Text == "before");
    }

    [Fact]
    public async Task Damaged_messages_are_given_again()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await alice.Messages.SendTextAsync(bob.Number, "first");
        await bob.NextAsync<MessageReceived>();

        _server.FaultsOf(bob.Device).OfPhone.Corrupt(3);
        var sent = await alice.Messages.SendTextAsync(bob.Number, "damaged");

        var received = await bob.NextAsync<MessageReceived>();
        received.Source.Id.ShouldBe(sent.Id);
        received.Text().ShouldBe("damaged");
        await alice.Messages.SendTextAsync(bob.Number, "and on");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("and on");
    }

    [Fact]
    public async Task Messages_that_are_delivered_twice_are_reported_once()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await alice.Messages.SendTextAsync(bob.Number, "first");
        await bob.NextAsync<MessageReceived>();

        _server.FaultsOf(bob.Device).OfPhone.Duplicate(10);
        for (int i = 0; i < 10; i++)
            await alice.Messages.SendTextAsync(bob.Number, $"{i}");

        for (int i = 0; i < 10; i++)
            (await bob.NextAsync<MessageReceived>()).Text().ShouldBe($"{i}");
    }

    [Fact]
    public async Task A_message_whose_confirmation_is_withheld_is_sent_again_on_the_next_connection_and_arrives_once()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");
        await alice.Messages.SendTextAsync(bob.Number, "first");
        await bob.NextAsync<MessageReceived>();

        _server.FaultsOf(alice.Device).OfPhone.WithholdAcks(1);
        var sending = alice.Messages.SendTextAsync(bob.Number, "confirmed later");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("confirmed later");
        sending.IsCompleted.ShouldBeFalse();
        _server.FaultsOf(alice.Device).Drop().ShouldBeTrue();
        await sending;

        await alice.Messages.SendTextAsync(bob.Number, "next");
        (await bob.NextAsync<MessageReceived>()).Text().ShouldBe("next");
    }
}
