using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class QuotedMessagesTests
{
    private static readonly Jid Ana = Jid.Parse("100000000000001@lid");

    [Fact]
    public void A_quote_is_the_message_without_what_is_not_for_others()
    {
        var context = new MessageContext { Quoted = new("3EB0OLD", Ana, new Message { Conversation = "old" }.ToByteArray()) };
        var original = Contents.Write(new ImageContent(new()) { Context = context, Caption = "c", ViewOnce = true });
        original.SenderKeyDistributionMessage = new() { GroupId = "g" };

        var quote = QuotedMessages.Of("3EB0A", Ana, original.ToByteArray());

        (quote.Id, quote.Sender).ShouldBe(("3EB0A", Ana));
        var message = MessageCodec.Read(quote.Bytes);
        message.ImageMessage.Caption.ShouldBe("c");
        message.ImageMessage.ContextInfo.HasQuotedMessage.ShouldBeFalse();
        message.ImageMessage.ContextInfo.StanzaId.ShouldBe("3EB0OLD");
        message.MessageContextInfo.ShouldBeNull();
        message.SenderKeyDistributionMessage.ShouldBeNull();
    }

    [Fact]
    public void A_message_sent_from_another_device_is_quoted_as_its_receiver_has_it()
    {
        var own = MessageWriter.ForOwnDevices(Contents.Write(new TextContent("hi")), Jid.Parse("1203@g.us"));
        QuotedMessages.Of("A", Ana, own.ToByteArray()).Bytes.ToArray().ShouldBe(new Message { Conversation = "hi" }.ToByteArray());
    }

    [Fact]
    public void A_quote_of_every_kind_of_context_loses_what_that_quotes()
    {
        var context = new MessageContext { Quoted = new("Q", Ana, new byte[] { 0x0a, 0x00 }) };
        MessageContent[] all =
        [
            new TextContent("x") { Context = context }, new VideoContent(new()) { Context = context },
            new VideoContent(new()) { IsNote = true, Context = context }, new AudioContent(new()) { Context = context },
            new DocumentContent(new()) { Context = context }, new StickerContent(new()) { Context = context },
            new ContactContent([new("A", "v")]) { Context = context },
            new ContactContent([new("A", "v"), new("B", "v")]) { Context = context },
            new LocationContent(1, 2) { Context = context }, new LiveLocationContent(1, 2) { Context = context },
            new GroupInviteContent(Jid.Parse("1203@g.us"), "c") { Context = context }, new PollContent("?", ["a"]) { Context = context },
            new EventContent("e", Contents.Now) { Context = context },
        ];
        foreach (var content in all)
        {
            var quoted = MessageReader.Read(QuotedMessages.Of("A", Ana, Contents.Write(content).ToByteArray()).Bytes, false).Content;
            quoted.ShouldNotBeNull().Context.Quoted.ShouldNotBeNull().Bytes.IsEmpty.ShouldBeTrue(content.ToString());
        }
    }

    [Fact]
    public void Only_a_message_can_be_quoted() =>
        Should.Throw<MalformedMessageException>(() => QuotedMessages.Of("A", Ana, new byte[] { 0x0f }));
}
