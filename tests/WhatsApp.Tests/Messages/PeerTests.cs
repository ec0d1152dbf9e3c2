using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class PeerTests
{
    private static readonly Jid Chat = Jid.Parse("15550000002:1@s.whatsapp.net");

    [Fact]
    public void The_phone_is_asked_for_messages_by_their_keys()
    {
        var request = PeerRequests.ResendMessages([new(Chat, "A", false)]).ProtocolMessage;

        request.Type.ShouldBe(ProtocolMessage.Types.Type.PeerDataOperationRequestMessage);
        var operation = request.PeerDataOperationRequestMessage;
        operation.PeerDataOperationRequestType.ShouldBe(PeerDataOperationRequestType.PlaceholderMessageResend);
        var key = operation.PlaceholderMessageResendRequest.ShouldHaveSingleItem().MessageKey;
        (key.Id, key.RemoteJid, key.FromMe).ShouldBe(("A", "15550000002@s.whatsapp.net", false));
    }

    [Fact]
    public void The_phone_is_asked_for_older_messages_of_a_chat()
    {
        var request = PeerRequests.History(new(Chat.ToAccount(), "A", true), Contents.Now, 50, Jid.Parse("1:2@lid"))
            .ProtocolMessage.PeerDataOperationRequestMessage;

        request.PeerDataOperationRequestType.ShouldBe(PeerDataOperationRequestType.HistorySyncOnDemand);
        var history = request.HistorySyncOnDemandRequest;
        (history.ChatJid, history.OldestMsgId, history.OldestMsgFromMe).ShouldBe(("15550000002@s.whatsapp.net", "A", true));
        (history.OnDemandMsgCount, history.OldestMsgTimestampMs, history.AccountLid).ShouldBe((50, 1_700_000_000L, "1@lid"));
    }

    [Fact]
    public void Devices_are_asked_for_keys_of_the_app_state()
    {
        var request = PeerRequests.AppStateKeys([new byte[] { 0, 0, 1 }]).ProtocolMessage;

        request.Type.ShouldBe(ProtocolMessage.Types.Type.AppStateSyncKeyRequest);
        request.AppStateSyncKeyRequest.KeyIds.ShouldHaveSingleItem().KeyId.ToByteArray().ShouldBe([0, 0, 1]);
        Contents.Read(new() { ProtocolMessage = request }).Content.ShouldBeNull(); // nothing for the user
    }

    [Fact]
    public void The_phone_answers_with_the_messages_it_has()
    {
        var info = new WebMessageInfo
        {
            Key = new() { RemoteJid = "15550000002@s.whatsapp.net", Id = "A" },
            Message = new() { Conversation = "again" },
        };
        var response = new PeerDataOperationRequestResponseMessage { StanzaId = "R" };
        response.PeerDataOperationResult.Add(new PeerDataOperationRequestResponseMessage.Types.PeerDataOperationResult());
        response.PeerDataOperationResult.Add(ResultOf(info.ToByteString()));

        var message = PeerResponses.ReadResent(response).ShouldHaveSingleItem();

        message.Key.Id.ShouldBe("A");
        message.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("again");
        response.PeerDataOperationResult.Add(ResultOf(ByteString.CopyFrom(0x0a, 0x7f)));
        Should.Throw<MalformedMessageException>(() => PeerResponses.ReadResent(response));
    }

    [Fact]
    public void The_phone_says_which_numbers_have_which_hidden_ids()
    {
        var payload = new LIDMigrationMappingSyncPayload { ChatDbMigrationTimestamp = 1_700_000_000 };
        payload.PnToLidMappings.Add(new LIDMigrationMapping { Pn = 15550000001, AssignedLid = 100000000000001 });
        payload.PnToLidMappings.Add(
            new LIDMigrationMapping { Pn = 15550000002, AssignedLid = 100000000000002, LatestLid = 100000000000009 });
        payload.PnToLidMappings.Add(new LIDMigrationMapping { Pn = 15550000003 });

        var (mappings, time) = LidMapping.ReadMigration(new() { EncodedMappingPayload = payload.ToByteString() });

        mappings.ShouldBe(
        [
            new(Jid.Parse("15550000001@s.whatsapp.net"), Jid.Parse("100000000000001@lid")),
            new(Jid.Parse("15550000002@s.whatsapp.net"), Jid.Parse("100000000000009@lid")),
        ]);
        time.ShouldBe(Contents.Now);
    }

    [Fact]
    public void A_mapping_is_of_a_number_and_a_hidden_id()
    {
        LidMapping.Of("15550000001@c.us", "1:3@lid").ShouldBe(new(Jid.Parse("15550000001@s.whatsapp.net"), Jid.Parse("1@lid")));
        LidMapping.Of("1@lid", "1@lid").ShouldBeNull();
        LidMapping.Of("1@s.whatsapp.net", "1@s.whatsapp.net").ShouldBeNull();
        LidMapping.Of("", "1@lid").ShouldBeNull();
    }

    private static PeerDataOperationRequestResponseMessage.Types.PeerDataOperationResult ResultOf(ByteString bytes) =>
        new() { PlaceholderMessageResendResponse = new() { WebMessageInfoBytes = bytes } };
}
