using System.IO.Compression;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Inbound;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Storage;
using Type = Wasilo.WhatsApp.Proto.ProtocolMessage.Types.Type;

namespace Wasilo.WhatsApp.Tests.Messaging;

public sealed class PeerMessageTests
{
    private static readonly byte[] KeyId = [0, 1, 2, 3, 4, 5];

    [Fact]
    public async Task Keys_of_the_app_state_are_kept_before_they_are_acknowledged()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.OwnPhone.MeetAsync(world.Store);

        world.Server.Send(RetryTests.Peer("P1", await world.OwnPhone.EncryptAsync(KeyShare())));
        await world.ReceiveReceiptAsync("P1", "peer_msg");

        var record = await world.Store.LoadAppStateAsync(ProtocolMessages.KeyRecord(KeyId), default);
        AppStateSyncKeyData.Parser.ParseFrom(record!.Value.Span).KeyData.ToByteArray().ShouldBe(new byte[32]);
    }

    [Fact]
    public async Task A_strangers_keys_are_worth_nothing()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.Bob.MeetAsync(world.Store);

        world.Deliver(world.Bob, "X1", await world.Bob.EncryptAsync(KeyShare()));
        await world.ReceiveReceiptAsync("X1", "inactive");

        (await world.Store.LoadAppStateAsync(ProtocolMessages.KeyRecord(KeyId), default)).ShouldBeNull();
    }

    [Fact]
    public async Task History_that_comes_inline_is_reported_and_its_hidden_ids_are_kept()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.OwnPhone.MeetAsync(world.Store);
        var history = new HistorySync { SyncType = HistorySyncType.InitialBootstrap };
        var chat = new Conversation { Id = MessagingWorld.BobNumber.ToString(), LidJid = MessagingWorld.BobLid.ToString(), Name = "Bob" };
        chat.Messages.Add(new HistorySyncMsg
        {
            Message = new WebMessageInfo
            {
                Key = new() { RemoteJid = MessagingWorld.BobNumber.ToString(), Id = "OLD" },
                Message = new Message { Conversation = "long ago" },
            },
        });
        history.Conversations.Add(chat);

        world.Server.Send(RetryTests.Peer("P1", await world.OwnPhone.EncryptAsync(Notification(new HistorySyncNotification
        {
            SyncType = HistorySyncType.InitialBootstrap,
            Progress = 40,
            InitialHistBootstrapInlinePayload = ByteString.CopyFrom(Deflate(history.ToByteArray())),
        }))));

        var received = await world.World.NextAsync<HistoryReceived>();
        received.Kind.ShouldBe(HistoryKind.Bootstrap);
        received.Progress.ShouldBe(40);
        received.Parts.ShouldHaveSingleItem().ShouldBeOfType<HistoryChat>().Messages.ShouldHaveSingleItem().Key.Id.ShouldBe("OLD");
        received.ToString().ShouldNotContain("long ago");
        await world.ReceiveReceiptAsync("P1", "peer_msg");
        await world.ReceiveReceiptAsync("P1", "hist_sync");
        (await world.Store.LoadLidAsync(MessagingWorld.BobNumber, default)).ShouldBe(MessagingWorld.BobLid);
    }

    [Fact]
    public async Task History_that_is_a_file_is_reported_as_one()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.OwnPhone.MeetAsync(world.Store);

        world.Server.Send(RetryTests.Peer("P1", await world.OwnPhone.EncryptAsync(Notification(new HistorySyncNotification
        {
            SyncType = HistorySyncType.Recent,
            DirectPath = "/v/t62/history",
            FileLength = 12345,
            MediaKey = ByteString.CopyFrom(new byte[32]),
        }))));

        var available = await world.World.NextAsync<HistoryAvailable>();
        available.Kind.ShouldBe(HistoryKind.Recent);
        available.File.DirectPath.ShouldBe("/v/t62/history");
        available.File.Length.ShouldBe(12345);
    }

    [Fact]
    public async Task The_phones_list_of_hidden_ids_is_kept_and_a_session_moves_with_it()
    {
        await using var world = await MessagingWorld.StartAsync();
        await world.OwnPhone.MeetAsync(world.Store);
        await world.Bob.MeetAsync(world.Store);
        world.Server.Send(new Node(
            "message",
            [("from", MessagingWorld.BobNumber), ("id", "M1"), ("t", 1), ("type", "text")], // nothing of a hidden id
            [await world.Bob.EncryptAsync("before")]));
        await world.World.NextAsync<MessageReceived>();
        await world.ReceiveReceiptAsync("M1", "inactive");
        var payload = new LIDMigrationMappingSyncPayload();
        payload.PnToLidMappings.Add(new LIDMigrationMapping { Pn = 15550000002, AssignedLid = 100000000000002 });

        world.Server.Send(RetryTests.Peer("P1", await world.OwnPhone.EncryptAsync(new Message
        {
            ProtocolMessage = new()
            {
                Type = Type.LidMigrationMappingSync,
                LidMigrationMappingSyncMessage = new() { EncodedMappingPayload = payload.ToByteString() },
            },
        })));
        await world.ReceiveReceiptAsync("P1", "peer_msg");
        world.Server.Send(new Node(
            "message",
            [("from", MessagingWorld.BobLid), ("id", "M2"), ("t", 1), ("type", "text"), ("addressing_mode", "lid")],
            [await world.Bob.EncryptAsync("after")]));

        (await world.World.NextAsync<MessageReceived>()).Source.Id.ShouldBe("M2");
        await world.ReceiveReceiptAsync("M2", "inactive");
        (await world.Store.LoadSessionAsync(SignalAddress.Of(MessagingWorld.BobLid), default)).ShouldNotBeNull();
        (await world.Store.LoadSessionAsync(SignalAddress.Of(MessagingWorld.BobNumber), default)).ShouldBeNull();
    }

    private static Message KeyShare()
    {
        var share = new AppStateSyncKeyShare();
        share.Keys.Add(new AppStateSyncKey
        {
            KeyId = new() { KeyId = ByteString.CopyFrom(KeyId) },
            KeyData = new() { KeyData = ByteString.CopyFrom(new byte[32]), Timestamp = 1 },
        });
        return new Message { ProtocolMessage = new() { Type = Type.AppStateSyncKeyShare, AppStateSyncKeyShare = share } };
    }

    private static Message Notification(HistorySyncNotification notification) => new()
    {
        ProtocolMessage = new() { Type = Type.HistorySyncNotification, HistorySyncNotification = notification },
    };

    private static byte[] Deflate(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var deflate = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(bytes);
        return output.ToArray();
    }
}
