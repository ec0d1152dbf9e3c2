using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Directory;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class SendingTests
{
    [Fact]
    public async Task A_message_goes_to_all_devices_by_hidden_id_and_completes_when_the_server_has_it()
    {
        await using var world = await MessagingWorld.StartAsync();

        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "hello");
        var message = await world.IntroduceBobAsync();

        message.Jid("to").ShouldBe(MessagingWorld.BobLid);
        message.Jid("peer_recipient_pn").ShouldBe(MessagingWorld.BobNumber);
        message["type"].ShouldBe("text");
        message.Child("participants")!.ChildrenTagged("to").Select(to => to.Jid("jid")).ShouldBe(
            [MessagingWorld.BobLid, MessagingWorld.OwnLid], ignoreOrder: true);
        message.Child("device-identity").ShouldNotBeNull();
        message.Child("reporting").ShouldNotBeNull();
        (await world.Bob.DecryptAsync(message)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
        var copy = await world.OwnPhone.DecryptAsync(message);
        copy.SentTo.ShouldBe(MessagingWorld.BobLid);
        copy.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
        sending.IsCompleted.ShouldBeFalse();

        world.Confirm(message);

        var sent = await sending.WaitAsync(ScriptedServer.Deadline);
        sent.Id.ShouldBe(message["id"]);
        sent.At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001));
        (await world.World.NextAsync<MessageSettled>()).Error.ShouldBeNull();
    }

    [Fact]
    public async Task The_second_message_asks_nothing_and_is_lighter()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.DecryptAsync(await world.SendToBobAsync("first", isFirst: true));
        await AnswerAsync(world);

        var message = await world.SendToBobAsync("second");

        message.Child("participants")!.Children[0].Child("enc")!["type"].ShouldBe("msg");
        (await world.Bob.DecryptAsync(message)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("second");
    }

    [Theory]
    [InlineData("463", RefusalReason.NotTrusted)]
    [InlineData("479", RefusalReason.Malformed)]
    [InlineData("406", RefusalReason.NotAcceptable)]
    [InlineData("599", RefusalReason.Unknown)]
    public async Task A_message_that_the_server_refuses_fails_with_its_reason(string code, RefusalReason reason)
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "hello");

        world.Confirm(await world.IntroduceBobAsync(), error: code);

        var refused = await Should.ThrowAsync<MessageRefusedException>(sending.WaitAsync(ScriptedServer.Deadline));
        refused.Reason.ShouldBe(reason);
        refused.Code.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(code);
    }

    [Fact]
    public async Task A_message_that_the_server_never_confirms_fails_at_its_deadline()
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "hello");
        await world.IntroduceBobAsync();

        await world.World.AdvanceUntilAsync(() => sending.IsCompleted, TimeSpan.FromSeconds(5), world.Server);

        await Should.ThrowAsync<SendTimeoutException>(sending);
    }

    [Fact]
    public async Task A_message_whose_connection_is_lost_is_sent_again_as_it_is_on_the_next_one()
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "hello");
        var first = await world.IntroduceBobAsync();

        world.Server.Cut();
        await world.ReconnectAsync();
        var again = await world.NextMessageAsync();

        again.ShouldBe(first);
        world.Confirm(again);
        (await sending.WaitAsync(ScriptedServer.Deadline)).Id.ShouldBe(first["id"]);
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_taken()
    {
        await using var world = new ClientWorld();
        await world.PairBeforehandAsync();

        await Should.ThrowAsync<NotConnectedException>(
            async () => await world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "x"));
    }

    [Fact]
    public async Task Nobody_at_an_address_is_a_failure()
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "hello");

        world.Server.AnswerUsync(
            await world.Server.ExpectAsync("get", "usync"), UsyncAnswers.User(MessagingWorld.OwnNumber, MessagingWorld.OwnLid, 1));

        var failure = await Should.ThrowAsync<RecipientNotFoundException>(sending.WaitAsync(ScriptedServer.Deadline));
        failure.Chat.ShouldBe(MessagingWorld.BobNumber);
    }

    [Fact]
    public async Task A_device_without_keys_is_left_out_and_the_others_get_the_message()
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "hello");
        world.Server.AnswerUsync(
            await world.Server.ExpectAsync("get", "usync"),
            UsyncAnswers.User(MessagingWorld.BobNumber, MessagingWorld.BobLid, 3),
            UsyncAnswers.User(MessagingWorld.OwnNumber, MessagingWorld.OwnLid, 1));
        var keys = await world.Server.ExpectAsync("get", "encrypt", "key");
        world.Server.Answer(keys, [new Node("list", content: [await world.Bob.BundleAsync(MessagingWorld.BobLid)])]);

        var message = await world.ReceiveMessageAsync();

        message.Child("participants")!.Children.Single().Jid("jid").ShouldBe(MessagingWorld.BobLid);
        world.Confirm(message);
        await sending.WaitAsync(ScriptedServer.Deadline);
    }

    [Fact]
    public async Task Messages_to_one_chat_keep_their_order_while_its_keys_are_fetched()
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = Enumerable.Range(0, 10).Select(i => world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, $"{i}")).ToList();

        var message = await world.IntroduceBobAsync();
        for (int i = 0; i < 10; i++)
        {
            (await world.Bob.DecryptAsync(message)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe($"{i}");
            world.Confirm(message);
            if (i < 9)
                message = await world.NextMessageAsync();
        }

        await Task.WhenAll(sending).WaitAsync(ScriptedServer.Deadline);
    }

    [Fact]
    public async Task An_answer_that_names_other_recipients_lets_the_client_ask_for_them_anew()
    {
        await using var world = await MessagingWorld.StartAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "first");
        world.Confirm(await world.IntroduceBobAsync(), phash: "2:AAAAAAAA");
        await sending.WaitAsync(ScriptedServer.Deadline);
        world.Server.Answer(await world.Server.ExpectAsync("set", "privacy"), [new Node("tokens")]);

        var next = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "second");

        world.Server.AnswerUsync(
            await world.Server.ExpectAsync("get", "usync"),
            UsyncAnswers.User(MessagingWorld.BobNumber, MessagingWorld.BobLid),
            UsyncAnswers.User(MessagingWorld.OwnNumber, MessagingWorld.OwnLid, 1));
        world.Confirm(await world.ReceiveMessageAsync());
        await next.WaitAsync(ScriptedServer.Deadline);
    }

    [Fact]
    public async Task The_same_key_twice_is_one_message_also_after_it_was_sent()
    {
        await using var world = await MessagingWorld.StartAsync();
        var options = new SendOptions { IdempotencyKey = "invoice 4711" };
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "pay!", options);
        var meanwhile = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "pay!", options);
        world.Confirm(await world.IntroduceBobAsync());
        var sent = await sending.WaitAsync(ScriptedServer.Deadline);
        world.Server.Answer(await world.Server.ExpectAsync("set", "privacy"), [new Node("tokens")]);

        var again = await world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "pay!", options).WaitAsync(ScriptedServer.Deadline);

        (await meanwhile).Id.ShouldBe(sent.Id);
        again.Id.ShouldBe(sent.Id);
        again.At.ShouldBe(sent.At);
        await world.SendToBobAsync("the next stanza is another message");
    }

    [Fact]
    public async Task The_same_key_after_a_refusal_is_encrypted_anew()
    {
        await using var world = await MessagingWorld.StartAsync();
        var options = new SendOptions { IdempotencyKey = "invoice 4711" };
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "pay!", options);
        var refused = await world.IntroduceBobAsync();
        world.Confirm(refused, error: "463");
        await Should.ThrowAsync<MessageRefusedException>(sending.WaitAsync(ScriptedServer.Deadline));

        var again = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "pay!", options);
        var message = await world.ReceiveMessageAsync();

        message["id"].ShouldBe(refused["id"]);
        message.Child("participants").ShouldNotBe(refused.Child("participants"));
        world.Confirm(message);
        await again.WaitAsync(ScriptedServer.Deadline);
    }

    [Fact]
    public async Task What_was_read_is_told_in_one_receipt_for_each_chat_and_author()
    {
        await using var world = await MessagingWorld.StartAsync();

        await world.Client.Messages.MarkReadAsync(
        [
            Source(MessagingWorld.BobNumber, MessagingWorld.BobNumber, "A1"),
            Source(MessagingWorld.BobNumber, MessagingWorld.BobNumber, "A2"),
            Source(MessagingWorld.Group, MessagingWorld.BobLid.WithDevice(3), "G1"),
            Source(MessagingWorld.Group, Jid.Parse("100000000000003@lid"), "G2"),
            Source(MessagingWorld.BobNumber, MessagingWorld.BobNumber, "A3"),
        ]);

        var direct = await world.ReceiveReceiptAsync("A1", "read");
        direct.Child("list")!.Children.Select(item => item["id"]).ShouldBe(["A2", "A3"]);
        direct.Jid("participant").ShouldBeNull();
        (await world.ReceiveReceiptAsync("G1", "read")).Jid("participant").ShouldBe(MessagingWorld.BobLid);
        (await world.ReceiveReceiptAsync("G2", "read")).Child("list").ShouldBeNull();
    }

    [Fact]
    public void A_sent_message_does_not_tell_what_it_says() => new SentMessage("ID", MessagingWorld.BobNumber, default)
    {
        Bytes = "secret"u8.ToArray(),
    }.ToString().ShouldNotContain("secret");

    private static MessageSource Source(Jid chat, Jid sender, string id) =>
        new() { Chat = chat, Sender = sender, Id = id, Timestamp = default };

    // Once the other side has written, both know that they have the session.
    private static async Task AnswerAsync(MessagingWorld world)
    {
        world.Deliver(world.Bob, "B1", await world.Bob.EncryptAsync("answer"));
        await world.World.NextAsync<MessageSettled>();
        await world.World.NextAsync<MessageReceived>();
        await world.ReceiveReceiptAsync("B1", "inactive");
    }
}
