using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class ReceivingTests
{
    [Fact]
    public async Task A_message_is_reported_and_then_acknowledged_by_a_receipt()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);

        world.Deliver(world.Bob, "M1", await world.Bob.EncryptAsync("hello"));

        var received = await world.World.NextAsync<MessageReceived>();
        received.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
        received.Source.Chat.ShouldBe(MessagingWorld.BobNumber);
        received.Source.SenderAlternative.ShouldBe(MessagingWorld.BobLid);
        received.Source.PushName.ShouldBe("Bob");
        received.Source.Timestamp.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        received.ToString().ShouldNotContain("hello");
        var receipt = await world.ReceiveReceiptAsync("M1", "inactive");
        receipt.Jid("to").ShouldBe(MessagingWorld.BobNumber);
        (await world.Store.LoadLidAsync(MessagingWorld.BobNumber, default)).ShouldBe(MessagingWorld.BobLid);
    }

    [Fact]
    public async Task A_repeated_message_is_acknowledged_and_not_delivered_again()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var first = await world.Bob.EncryptAsync("once");

        world.Deliver(world.Bob, "M1", first);
        world.Deliver(world.Bob, "M1", first);
        world.Deliver(world.Bob, "M1", await world.Bob.EncryptAsync("once, encrypted again"));
        world.Deliver(world.Bob, "M2", await world.Bob.EncryptAsync("another"));

        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M1");
        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M2");
        foreach (string id in (string[])["M1", "M1", "M1", "M2"])
            await world.ReceiveReceiptAsync(id, "inactive");
    }

    [Fact]
    public async Task Messages_that_arrive_together_are_reported_in_their_order()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);

        for (int i = 0; i < 200; i++)
            world.Deliver(world.Bob, $"M{i}", await world.Bob.EncryptAsync($"{i}"));

        for (int i = 0; i < 200; i++)
            (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe($"M{i}");
        for (int i = 0; i < 200; i++)
            await world.ReceiveReceiptAsync($"M{i}", "inactive");
    }

    [Fact]
    public async Task A_client_that_is_shown_as_available_receives_actively()
    {
        await using var world = await MessagingWorld.StartAsync(announcePresence: true);
        await world.Bob.MeetAsync(world.Store);
        await world.OwnPhone.MeetAsync(world.Store);
        // The phone's messages tell the account's name, and with a name the client can be shown as available.
        var share = new Message { ProtocolMessage = new() { Type = ProtocolMessage.Types.Type.AppStateSyncKeyShare } };
        world.Server.Send(new Node(
            "message",
            [("from", MessagingWorld.OwnNumber), ("id", "P1"), ("t", 1), ("type", "text"), ("category", "peer"), ("notify", "Alice")],
            [await world.OwnPhone.EncryptAsync(share)]));
        await world.ReceiveReceiptAsync("P1", "peer_msg");
        var presence = await world.Server.ReceiveAsync();
        presence.Tag.ShouldBe("presence", presence.ToString());
        presence["name"].ShouldBe("Alice");

        world.Deliver(world.Bob, "M1", await world.Bob.EncryptAsync("hello"));

        await world.ReceiveReceiptAsync("M1", null);
    }

    [Fact]
    public async Task A_group_message_is_read_with_the_key_that_comes_beside_it()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var (key, message) = await world.Bob.EncryptForGroupAsync(MessagingWorld.Group, "to all");

        world.Server.Send(InGroup(world.Bob, "G1", message, key)); // the key behind the message

        var received = await world.World.NextAsync<MessageReceived>();
        received.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("to all");
        received.Source.IsGroup.ShouldBeTrue();
        received.Source.Sender.ShouldBe(MessagingWorld.BobLid);
        var receipt = await world.ReceiveReceiptAsync("G1", "inactive");
        receipt.Jid("to").ShouldBe(MessagingWorld.Group);
        receipt.Jid("participant").ShouldBe(MessagingWorld.BobLid);
    }

    [Fact]
    public async Task What_carries_only_a_key_is_acknowledged_and_not_reported()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var (key, message) = await world.Bob.EncryptForGroupAsync(MessagingWorld.Group, "to all");

        world.Deliver(world.Bob, "K1", key);
        world.Server.Send(InGroup(world.Bob, "G1", message));

        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("G1");
        await world.ReceiveReceiptAsync("K1", "inactive");
        await world.ReceiveReceiptAsync("G1", "inactive");
    }

    [Fact]
    public async Task A_copy_of_an_own_device_is_in_the_chat_that_it_was_sent_to()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.OwnPhone.MeetAsync(world.Store);
        var sent = MessageWriter.ForOwnDevices(new Message { Conversation = "to Bob" }, MessagingWorld.BobNumber);

        world.Server.Send(new Node(
            "message",
            [
                ("from", MessagingWorld.OwnNumber), ("id", "C1"), ("t", 1), ("type", "text"),
                ("recipient", MessagingWorld.BobNumber), ("peer_recipient_lid", MessagingWorld.BobLid),
            ],
            [await world.OwnPhone.EncryptAsync(sent)]));

        var received = await world.World.NextAsync<MessageReceived>();
        received.Source.IsFromMe.ShouldBeTrue();
        received.Source.Chat.ShouldBe(MessagingWorld.BobNumber);
        received.Source.ChatAlternative.ShouldBe(MessagingWorld.BobLid);
        received.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("to Bob");
        var receipt = await world.ReceiveReceiptAsync("C1", "sender");
        receipt.Jid("to").ShouldBe(MessagingWorld.OwnNumber);
        receipt.Jid("recipient").ShouldBe(MessagingWorld.BobNumber);
    }

    [Fact]
    public async Task A_stranger_cannot_pass_off_a_message_as_sent_by_this_account()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var forged = MessageWriter.ForOwnDevices(new Message { Conversation = "I owe you" }, MessagingWorld.BobNumber);

        world.Deliver(world.Bob, "F1", await world.Bob.EncryptAsync(forged));

        var received = await world.World.NextAsync<MessageReceived>();
        received.Source.IsFromMe.ShouldBeFalse();
        received.Content.ShouldBeOfType<UnknownContent>();
    }

    [Fact]
    public async Task A_message_in_a_channel_is_not_encrypted()
    {
        await using var world = await MessagingWorld.StartAsync();
        var channel = Jid.Parse("120363000000000009@newsletter");

        world.Server.Send(new Node(
            "message",
            [("from", channel), ("id", "N1"), ("t", 1), ("type", "text"), ("server_id", "17")],
            [new Node("plaintext", content: new Message { Conversation = "news" }.ToByteArray())]));

        var received = await world.World.NextAsync<MessageReceived>();
        received.Source.ServerId.ShouldBe(17);
        received.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("news");
        await world.ReceiveAckAsync("N1", "message");
    }

    [Fact]
    public async Task What_is_not_encrypted_is_believed_of_nobody_else()
    {
        await using var world = await MessagingWorld.StartAsync();

        world.Deliver(world.Bob, "X1", new Node("plaintext", content: new Message { Conversation = "news" }.ToByteArray()));

        (await world.World.NextAsync<MessageUndecryptable>()).Reason.ShouldBe(UndecryptableReason.Empty);
    }

    [Theory]
    [InlineData("no from")]
    [InlineData("recipient of a stranger")]
    [InlineData("group without participant")]
    [InlineData("endless id")]
    public async Task A_stanza_that_does_not_tell_where_it_comes_from_is_refused(string fault)
    {
        await using var world = await MessagingWorld.StartAsync();
        var group = fault == "group without participant" ? MessagingWorld.Group : null;

        world.Server.Send(new Node(
            "message",
            [
                ("from", fault == "no from" ? null : group ?? MessagingWorld.BobNumber),
                ("id", fault == "endless id" ? new string('A', 200) : "X1"),
                ("recipient", fault == "recipient of a stranger" ? MessagingWorld.OwnNumber : null),
                ("t", 1),
            ],
            [new Node("enc", [("v", "2"), ("type", "msg")], new byte[50])]));

        (await world.Server.ReceiveAsync())["error"].ShouldBe("487");
    }

    [Fact]
    public async Task An_unknown_kind_of_encryption_is_reported_and_not_asked_for_again()
    {
        await using var world = await MessagingWorld.StartAsync();

        world.Deliver(world.Bob, "U1", new Node("enc", [("v", "3"), ("type", "msg")], new byte[50]));
        world.Deliver(world.Bob, "U2", new Node("enc", [("v", "2"), ("type", "quantum")], new byte[50]));

        for (int i = 1; i <= 2; i++)
        {
            (await world.World.NextAsync<MessageUndecryptable>()).Reason.ShouldBe(UndecryptableReason.UnknownEncryption);
            await world.ReceiveAckAsync($"U{i}", "message");
        }
    }

    [Fact]
    public async Task A_message_that_is_none_is_refused_and_those_behind_it_go_on()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var garbage = await world.Bob.EncryptBytesAsync([0xFF, 0xFF, 0xFF, 1]);

        world.Deliver(world.Bob, "B1", garbage);
        world.Deliver(world.Bob, "M1", await world.Bob.EncryptAsync("fine"));

        (await world.World.NextAsync<MessageUndecryptable>()).Reason.ShouldBe(UndecryptableReason.Malformed);
        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M1");
        (await world.ReceiveAckAsync("B1", "message"))["error"].ShouldBe("491");
    }

    [Fact]
    public async Task Receipts_are_reported_and_acknowledged()
    {
        await using var world = await MessagingWorld.StartAsync();

        world.Server.Send(new Node(
            "receipt",
            [("from", MessagingWorld.BobNumber), ("id", "R1"), ("t", 1_700_000_005), ("type", "read")],
            [new Node("list", content: [new Node("item", [("id", "R2")]), new Node("item", [("id", "R3")])])]));
        world.Server.Send(new Node(
            "receipt",
            [("from", MessagingWorld.Group), ("id", "S1"), ("t", 5)],
            [
                new Node("participants", [("key", "G9")],
                [
                    new Node("user", [("jid", MessagingWorld.BobLid), ("t", 7)]),
                    new Node("user", [("jid", Jid.Parse("100000000000003@lid")), ("t", 8)]),
                ]),
            ]));

        var read = await world.World.NextAsync<ReceiptReceived>();
        read.Kind.ShouldBe(ReceiptKind.Read);
        read.Ids.ShouldBe(["R1", "R2", "R3"]);
        read.Chat.ShouldBe(MessagingWorld.BobNumber);
        read.At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_005));
        (await world.World.NextAsync<ReceiptReceived>()).By.ShouldBe(MessagingWorld.BobLid);
        var last = await world.World.NextAsync<ReceiptReceived>();
        last.Ids.ShouldBe(["G9"]);
        last.At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(8));
        (await world.ReceiveAckAsync("R1", "receipt"))["type"].ShouldBe("read");
        await world.ReceiveAckAsync("S1", "receipt");
    }

    private static Node InGroup(RemoteDevice sender, string id, params Node[] content) => new(
        "message",
        [
            ("from", MessagingWorld.Group), ("participant", sender.Lid), ("participant_pn", sender.Number), ("addressing_mode", "lid"),
            ("id", id), ("t", 1), ("type", "text"),
        ],
        [.. content]);
}
