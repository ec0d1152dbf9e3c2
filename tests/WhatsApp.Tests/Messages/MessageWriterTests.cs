using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>In which fields and wrappers content travels.</summary>
public sealed class MessageWriterTests
{
    private static readonly Jid Chat = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly MessageReference Target = new(Chat, "3EB0A", FromMe: true);

    [Fact]
    public void Plain_text_is_a_conversation_and_other_text_is_extended()
    {
        Contents.Write(new TextContent("hi")).Conversation.ShouldBe("hi");
        Contents.Write(new TextContent("hi") { Context = new() { Expiration = TimeSpan.FromDays(1) } })
            .ExtendedTextMessage.ContextInfo.Expiration.ShouldBe(86400u);
    }

    [Fact]
    public void What_others_may_answer_has_a_secret_of_its_own()
    {
        var message = Contents.Write(new PollContent("?", ["a", "b"]));
        message.MessageContextInfo.MessageSecret.Length.ShouldBe(32);
        Contents.Read(message).Secret.ToArray().ShouldBe(message.MessageContextInfo.MessageSecret.ToByteArray());
        Contents.Write(new TextContent("hi")).MessageContextInfo.MessageSecret.Length.ShouldBe(32);
        Contents.Write(new ReactionContent(Target, "👍")).MessageContextInfo.ShouldBeNull();
        Contents.Write(new RevokeContent(Target)).MessageContextInfo.ShouldBeNull();
    }

    [Fact]
    public void A_revocation_says_its_type_though_it_is_zero()
    {
        byte[] bytes = Contents.Write(new RevokeContent(new(null, "A", true))).ToByteArray();
        bytes.ShouldBe(Convert.FromHexString("6209" + "0a05" + "1001" + "1a0141" + "1000"));
    }

    [Fact]
    public void An_edit_travels_in_its_wrapper()
    {
        var edit = Contents.Write(new EditContent(Target, new TextContent("new"))).EditedMessage.Message.ProtocolMessage;
        edit.Type.ShouldBe(ProtocolMessage.Types.Type.MessageEdit);
        edit.EditedMessage.Conversation.ShouldBe("new");
        edit.TimestampMs.ShouldBe(1_700_000_000_000);
    }

    [Fact]
    public void Polls_travel_in_the_field_of_their_kind()
    {
        Contents.Write(new PollContent("?", ["a", "b"])).PollCreationMessageV3.ShouldNotBeNull();
        Contents.Write(new PollContent("?", ["a", "b"]) { SelectableCount = 0 }).PollCreationMessage.ShouldNotBeNull();
        Contents.Write(new PollContent("?", ["a", "b"]) { IsForAnnouncements = true }).PollCreationMessageV2.ShouldNotBeNull();
    }

    [Fact]
    public void A_key_names_accounts_and_not_devices()
    {
        var key = Contents.Write(new RevokeContent(new(Chat.WithDevice(3), "A", false, Chat.WithDevice(4)))).ProtocolMessage.Key;
        (key.RemoteJid, key.Participant).ShouldBe((Chat.ToString(), Chat.ToString()));
    }

    [Fact]
    public void The_accounts_own_devices_are_told_where_it_went()
    {
        var message = Contents.Write(new TextContent("hi"));
        var own = MessageWriter.ForOwnDevices(message, Chat);

        own.DeviceSentMessage.DestinationJid.ShouldBe(Chat.ToString());
        own.DeviceSentMessage.Message.ShouldBe(message);
        own.MessageContextInfo.ShouldBe(message.MessageContextInfo);
        Contents.Read(own, isFromOwnAccount: true).SentTo.ShouldBe(Chat);
    }

    [Fact]
    public void A_sender_key_travels_alone()
    {
        var carrier = MessageWriter.SenderKeyCarrier(Jid.Parse("1203@g.us"), [1, 2]);
        carrier.ToByteArray().ShouldBe(Convert.FromHexString("120f" + "0a09" + "3132303340672e7573" + "1202" + "0102"));
    }

    [Fact]
    public void What_cannot_be_sent_is_refused()
    {
        MessageContent[] wrong =
        [
            new LocationContent(91, 0), new LocationContent(0, -181), new LocationContent(double.NaN, 0),
            new ContactContent([]), new ContactContent(default),
            new PollContent("?", []), new PollContent("?", ["a", "a"]), new PollContent("?", ["a"]) { SelectableCount = 2 },
            new PollContent("?", ["a"]) { SelectableCount = -1 },
            new EditContent(Target, new ReactionContent(Target, "x")),
            new EditContent(Target, new EditContent(Target, new TextContent("x"))),
            new CommentContent(Target, new RevokeContent(Target)),
            new RevokeContent(new(Chat, "", true)),
            new StickerContent(new()) { ViewOnce = true }, new VideoContent(new()) { ViewOnce = true, IsNote = true },
            new EncryptedContent(SecretUse.PollVote, Target, new(default, default)),
        ];
        foreach (var content in wrong)
            Should.Throw<ArgumentException>(() => Contents.Write(content), content.ToString());
    }
}
