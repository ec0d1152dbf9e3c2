using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Retries;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class RetryTests
{
    [Fact]
    public async Task A_message_that_cannot_be_decrypted_is_asked_for_first_without_keys_and_then_with()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);

        world.Deliver(world.Bob, "M1", Corrupted(await world.Bob.EncryptAsync("hello")));

        (await world.World.NextAsync<MessageUndecryptable>()).Reason.ShouldBe(UndecryptableReason.Decryption);
        var first = await world.ReceiveReceiptAsync("M1", "retry");
        first.Child("retry")!["count"].ShouldBe("1");
        first.Child("retry")!["error"].ShouldBe("7");
        first.Child("registration")!.Bytes.Length.ShouldBe(4);
        first.Child("keys").ShouldBeNull();
        await world.ReceiveAckAsync("M1", "message"); // after it: whoever acknowledges first may lose it

        world.Deliver(world.Bob, "M1", Corrupted(await world.Bob.EncryptAsync(new Message { Conversation = "hello" }, ("count", "1"))));
        var second = await world.ReceiveReceiptAsync("M1", "retry");
        second.Child("retry")!["count"].ShouldBe("2");
        await world.ReceiveAckAsync("M1", "message");

        await world.Bob.TakeKeysAsync(second);
        world.Deliver(world.Bob, "M1", await world.Bob.EncryptAsync(new Message { Conversation = "hello" }, ("count", "2")));

        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M1");
        await world.ReceiveReceiptAsync("M1", "inactive");
    }

    [Fact]
    public async Task A_sender_is_asked_five_times_at_most()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        for (int count = 1; count <= RetryRequests.MaxCount; count++)
        {
            world.Deliver(world.Bob, "M1", Corrupted(await world.Bob.EncryptAsync("hello")));
            (await world.ReceiveReceiptAsync("M1", "retry")).Child("retry")!["count"].ShouldBe($"{count}");
            await world.ReceiveAckAsync("M1", "message");
        }

        world.Deliver(world.Bob, "M1", Corrupted(await world.Bob.EncryptAsync("hello")));
        await world.ReceiveAckAsync("M1", "message");
        await world.World.NextAsync<MessageUndecryptable>();
        world.Deliver(world.Bob, "M2", await world.Bob.EncryptAsync("fine"));
        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M2"); // told of the other one once
    }

    [Fact]
    public async Task A_member_whose_key_is_lacking_gets_keys_of_this_device_at_once()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        var (_, message) = await world.Bob.EncryptForGroupAsync(MessagingWorld.Group, "to all");

        world.Server.Send(new Node(
            "message",
            [("from", MessagingWorld.Group), ("participant", MessagingWorld.BobLid), ("id", "G1"), ("t", 1), ("type", "text")],
            [message]));

        var receipt = await world.ReceiveReceiptAsync("G1", "retry");
        receipt.Jid("to").ShouldBe(MessagingWorld.Group);
        receipt.Jid("participant").ShouldBe(MessagingWorld.BobLid);
        receipt.Child("keys").ShouldNotBeNull().Child("device-identity").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_phone_is_asked_five_seconds_later_unless_the_message_came()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);
        await world.OwnPhone.MeetAsync(world.Store);
        world.Deliver(world.Bob, "M1", Corrupted(await world.Bob.EncryptAsync("comes again")));
        await world.ReceiveReceiptAsync("M1", "retry");
        await world.ReceiveAckAsync("M1", "message");
        world.Deliver(world.Bob, "M1", await world.Bob.EncryptAsync("comes again"));
        await world.ReceiveReceiptAsync("M1", "inactive");
        world.Deliver(world.Bob, "M2", Corrupted(await world.Bob.EncryptAsync("does not")));
        await world.ReceiveReceiptAsync("M2", "retry");
        await world.ReceiveAckAsync("M2", "message");

        world.World.Time.Advance(PhoneRequests.Delay + TimeSpan.FromSeconds(1));
        await world.AnswerBundlesAsync();
        var question = await world.ReceiveMessageAsync();

        question["category"].ShouldBe("peer");
        question.Jid("to").ShouldBe(MessagingWorld.OwnNumber);
        var request = (await world.OwnPhone.DecryptAsync(question)).Protocol!.PeerDataOperationRequestMessage;
        request.PlaceholderMessageResendRequest.ShouldHaveSingleItem().MessageKey.Id.ShouldBe("M2");
    }

    [Fact]
    public async Task What_the_phone_sends_instead_is_reported_where_it_belongs()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.OwnPhone.MeetAsync(world.Store);
        world.Deliver(world.Bob, "V1", new Node("unavailable", [("type", "view_once")]));
        (await world.World.NextAsync<MessageUndecryptable>()).Reason.ShouldBe(UndecryptableReason.Unavailable);
        await world.ReceiveAckAsync("V1", "message");
        await world.AnswerBundlesAsync();
        var question = await world.ReceiveMessageAsync(); // at once
        world.Confirm(question);

        var info = new WebMessageInfo
        {
            Key = new() { RemoteJid = MessagingWorld.BobNumber.ToString(), FromMe = false, Id = "V1" },
            Message = new Message { Conversation = "from the phone" },
        };
        world.Server.Send(Peer("P1", await world.OwnPhone.EncryptAsync(Response(question["id"]!, info))));

        var received = await world.World.NextAsync<MessageReceived>();
        received.IsFromPhone.ShouldBeTrue();
        received.Source.Id.ShouldBe("V1");
        received.Source.PushName.ShouldBe("Bob");
        received.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("from the phone");
        await world.ReceiveReceiptAsync("P1", "peer_msg");
    }

    [Fact]
    public async Task A_first_retry_is_answered_in_the_session_that_there_is_and_only_for_who_asks()
    {
        await using var world = await MessagingWorld.StartAsync();
        var original = await world.SendToBobAsync("hello", isFirst: true);

        world.Server.Send(Retry(original, MessagingWorld.BobLid, 1, world.Bob));
        var again = await world.ReceiveMessageAsync();

        again["id"].ShouldBe(original["id"]);
        again.Jid("to").ShouldBe(MessagingWorld.BobLid);
        again["device_fanout"].ShouldBe("false");
        again.Child("enc")!["count"].ShouldBe("1");
        again.Child("participants").ShouldBeNull();
        (await world.Bob.DecryptAsync(again)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
        await world.ReceiveAckAsync(original["id"]!, "receipt");
    }

    [Fact]
    public async Task A_retry_with_keys_begins_a_new_session_with_them()
    {
        await using var world = await MessagingWorld.StartAsync();
        var original = await world.SendToBobAsync("hello", isFirst: true);
        world.Bob.Reinstall();

        world.Server.Send(Retry(original, MessagingWorld.BobLid, 2, world.Bob, await world.Bob.KeysNodeAsync()));
        var again = await world.ReceiveMessageAsync();

        again.Child("enc")!["type"].ShouldBe("pkmsg");
        again.Child("device-identity").ShouldNotBeNull();
        (await world.Bob.DecryptAsync(again)).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_retry_of_a_device_that_was_set_up_anew_fetches_its_keys()
    {
        await using var world = await MessagingWorld.StartAsync();
        var original = await world.SendToBobAsync("hello", isFirst: true);
        world.Bob.Reinstall();

        world.Server.Send(Retry(original, MessagingWorld.BobLid, 1, world.Bob));
        await world.AnswerBundlesAsync();

        (await world.Bob.DecryptAsync(await world.ReceiveMessageAsync())).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("hello");
    }

    [Fact]
    public async Task One_device_gets_one_message_again_five_times_at_most()
    {
        await using var world = await MessagingWorld.StartAsync();
        var original = await world.SendToBobAsync("hello", isFirst: true);
        for (int i = 0; i < RetryAnswers.MaxAnswers; i++)
        {
            world.Server.Send(Retry(original, MessagingWorld.BobLid, 1, world.Bob));
            await world.ReceiveMessageAsync();
            await world.ReceiveAckAsync(original["id"]!, "receipt");
        }

        world.Server.Send(Retry(original, MessagingWorld.BobLid, 1, world.Bob));

        await world.ReceiveAckAsync(original["id"]!, "receipt");
    }

    [Fact]
    public async Task Nobody_but_the_chat_gets_a_message_again()
    {
        await using var world = await MessagingWorld.StartAsync();
        var original = await world.SendToBobAsync("hello", isFirst: true);

        world.Server.Send(Retry(original, Jid.Parse("100000000000666@lid"), 1, world.Bob));

        await world.ReceiveAckAsync(original["id"]!, "receipt");
    }

    [Fact]
    public async Task An_own_device_gets_the_message_again_as_a_copy()
    {
        await using var world = await MessagingWorld.StartAsync();
        var original = await world.SendToBobAsync("hello", isFirst: true);

        world.Server.Send(Retry(original, MessagingWorld.OwnLid, 1, world.OwnPhone, recipient: MessagingWorld.BobLid));
        var again = await world.ReceiveMessageAsync();

        again.Jid("recipient").ShouldBe(MessagingWorld.BobLid);
        (await world.OwnPhone.DecryptAsync(again)).SentTo.ShouldBe(MessagingWorld.BobLid);
    }

    internal static Node Corrupted(Node enc)
    {
        byte[] bytes = enc.Bytes.ToArray();
        bytes[^12] ^= 1;
        return new Node("enc", enc.Attributes, bytes);
    }

    internal static Node Peer(string id, Node enc) => new(
        "message", [("from", MessagingWorld.OwnNumber), ("id", id), ("t", 1), ("type", "text"), ("category", "peer")], [enc]);

    private static Message Response(string request, WebMessageInfo info)
    {
        var response = new PeerDataOperationRequestResponseMessage
        {
            PeerDataOperationRequestType = PeerDataOperationRequestType.PlaceholderMessageResend,
            StanzaId = request,
        };
        response.PeerDataOperationResult.Add(new PeerDataOperationRequestResponseMessage.Types.PeerDataOperationResult
        {
            PlaceholderMessageResendResponse = new()
            {
                WebMessageInfoBytes = Google.Protobuf.ByteString.CopyFrom(Google.Protobuf.MessageExtensions.ToByteArray(info)),
            },
        });
        return new Message
        {
            ProtocolMessage = new()
            {
                Type = ProtocolMessage.Types.Type.PeerDataOperationRequestResponseMessage,
                PeerDataOperationRequestResponseMessage = response,
            },
        };
    }

    private static Node Retry(Node original, Jid from, int count, RemoteDevice device, Node? keys = null, Jid? recipient = null)
    {
        var retry = new Node("retry", [("v", "1"), ("count", count), ("id", original["id"]), ("t", 1)]);
        var registration = KeyNodes.Registration(device.Credentials.RegistrationId);
        return new Node(
            "receipt",
            [("from", from), ("id", original["id"]), ("type", "retry"), ("t", 1), ("recipient", recipient)],
            keys is null ? [retry, registration] : [retry, registration, keys]);
    }
}
