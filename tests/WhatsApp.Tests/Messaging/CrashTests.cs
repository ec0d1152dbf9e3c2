using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Signal.Wire;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messaging;

/// <summary>The store fails before or after each commit: nothing is lost, nothing is doubled, and no key encrypts two messages.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(CrashPoint.Before)]
    [InlineData(CrashPoint.After)]
    public async Task A_message_whose_commit_fails_is_not_acknowledged_and_is_kept_once_when_it_comes_again(CrashPoint point)
    {
        JournalHandOver journal = null!;
        await using var world = await MessagingWorld.StartAsync(store => journal = new JournalHandOver(store));
        await world.Bob.MeetAsync(world.Store);
        var enc = await world.Bob.EncryptAsync("hello");
        int calls = 0;
        journal.Fault = at => at == HandOverPoint.Inbound && calls++ == 0 ? point : CrashPoint.None;

        world.Deliver(world.Bob, "M1", enc);
        (await world.Server.ReceiveOrEndAsync()).ShouldBeNull(); // neither ack nor receipt: the connection ends
        await world.ReconnectAsync();
        world.Deliver(world.Bob, "M1", enc);
        await world.NextReceiptAsync("M1");

        journal.Messages.ShouldHaveSingleItem().Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
    }

    [Theory]
    [InlineData(CrashPoint.Before)]
    [InlineData(CrashPoint.After)]
    public async Task A_process_that_ends_at_the_commit_leaves_the_next_one_a_message_that_it_keeps_once(CrashPoint point)
    {
        JournalHandOver journal = null!;
        await using var first = await MessagingWorld.StartAsync(store => journal = new JournalHandOver(store));
        await first.Bob.MeetAsync(first.Store);
        var enc = await first.Bob.EncryptAsync("hello");
        journal.Fault = _ => point;
        first.Deliver(first.Bob, "M1", enc);
        (await first.Server.ReceiveOrEndAsync()).ShouldBeNull();
        await first.Client.StopAsync();
        journal.Fault = _ => CrashPoint.None;

        await using var next = await MessagingWorld.RestartAsync(first, journal);
        next.Deliver(first.Bob, "M1", enc);
        next.Deliver(first.Bob, "M2", await first.Bob.EncryptAsync("and on"));
        await next.NextReceiptAsync("M1");
        await next.NextReceiptAsync("M2");

        journal.Messages.Select(message => message.Source.Id).ShouldBe(["M1", "M2"]);
    }

    [Fact]
    public async Task A_client_whose_epoch_is_over_acknowledges_nothing_and_stops()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var enc = await world.Bob.EncryptAsync("hello");
        world.Store.TakeOver();

        world.Deliver(world.Bob, "M1", enc);

        (await world.Server.ReceiveOrEndAsync()).ShouldBeNull();
        (await world.World.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.OwnerReplaced);
    }

    [Fact]
    public async Task A_send_whose_epoch_is_over_fails_and_nothing_leaves()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.SendToBobAsync("first", isFirst: true);
        await world.World.NextAsync<MessageSettled>();
        world.Store.TakeOver();

        await Should.ThrowAsync<StaleOwnerException>(
            world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "second").WaitAsync(ScriptedServer.Deadline));

        (await world.Server.ReceiveOrEndAsync()).ShouldBeNull();
        (await world.World.NextAsync(ConnectionState.Stopped)).End!.Reason.ShouldBe(EndReason.OwnerReplaced);
    }

    [Fact]
    public async Task A_send_whose_commit_was_not_written_fails_and_leaves_no_trace()
    {
        JournalHandOver journal = null!;
        await using var world = await MessagingWorld.StartAsync(store => journal = new JournalHandOver(store));
        await world.Bob.DecryptAsync(await world.SendToBobAsync("first", isFirst: true));
        await world.World.NextAsync<MessageSettled>();
        FailNext(journal, HandOverPoint.Outgoing, CrashPoint.Before);
        var options = new SendOptions { IdempotencyKey = "17" };

        await Should.ThrowAsync<IOException>(
            world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "second", options).WaitAsync(ScriptedServer.Deadline));
        (await world.Server.ReceiveOrEndAsync()).ShouldBeNull();
        await world.ReconnectAsync();
        await world.LoggedInAsync();
        var sending = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "second", options);
        var message = await world.NextMessageAsync();

        (await world.Bob.DecryptAsync(message)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("second");
        world.Confirm(message);
        await sending.WaitAsync(ScriptedServer.Deadline);
    }

    [Fact]
    public async Task A_send_whose_commit_was_written_without_anyone_knowing_is_sent_once_on_the_next_connection()
    {
        JournalHandOver journal = null!;
        await using var world = await MessagingWorld.StartAsync(store => journal = new JournalHandOver(store));
        await world.Bob.DecryptAsync(await world.SendToBobAsync("first", isFirst: true));
        await world.World.NextAsync<MessageSettled>();
        FailNext(journal, HandOverPoint.Outgoing, CrashPoint.After);
        var options = new SendOptions { IdempotencyKey = "17" };

        await Should.ThrowAsync<IOException>(
            world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "second", options).WaitAsync(ScriptedServer.Deadline));
        (await world.Server.ReceiveOrEndAsync()).ShouldBeNull();
        await world.ReconnectAsync();
        var message = await world.NextMessageAsync();
        (await world.Bob.DecryptAsync(message)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("second");
        world.Confirm(message);
        (await world.NextEventAsync<MessageSettled>()).Id.ShouldBe(message["id"]);

        var known = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "second", options);
        (await known.WaitAsync(ScriptedServer.Deadline)).Id.ShouldBe(message["id"]);
        var next = world.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "third");
        (await world.Bob.DecryptAsync(await world.NextMessageAsync())).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("third");
        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_process_encrypted_and_may_not_have_sent_the_next_one_sends_as_it_is()
    {
        JournalHandOver journal = null!;
        await using var first = await MessagingWorld.StartAsync(store => journal = new JournalHandOver(store));
        await first.SendToBobAsync("first", isFirst: true);
        var sending = Enumerable.Range(0, 3).Select(i => first.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, $"{i}")).ToList();
        var unconfirmed = new List<Node>();
        for (int i = 0; i < 3; i++)
            unconfirmed.Add(await first.ReceiveMessageAsync());
        await first.Client.StopAsync();

        await using var next = await MessagingWorld.RestartAsync(first, journal, settle: false);
        foreach (var stanza in unconfirmed)
        {
            var again = await next.NextMessageAsync();
            again.ShouldBe(stanza); // to the byte: the same keys encrypt the same
            next.Confirm(again);
        }

        var sent = next.Client.Messages.SendTextAsync(MessagingWorld.BobNumber, "new");
        var message = await next.NextMessageAsync();
        Counter(message).ShouldBe(Counter(unconfirmed[^1]) + 1);
        next.Confirm(message);
        await sent.WaitAsync(ScriptedServer.Deadline);
        sending.ShouldAllBe(task => !task.IsCompletedSuccessfully);
    }

    private static void FailNext(JournalHandOver journal, HandOverPoint where, CrashPoint point)
    {
        int calls = 0;
        journal.Fault = at => at == where && calls++ == 0 ? point : CrashPoint.None;
    }

    private static uint Counter(Node message)
    {
        var enc = message.Child("participants")!.ChildrenTagged("to").Single(to => to.Jid("jid") == MessagingWorld.BobLid).Child("enc")!;
        return WhisperMessage.Parse(PreKeyWhisperMessage.Parse(enc.Bytes).Message.Span).Counter;
    }
}
