using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>Messages that somebody made to hurt.</summary>
public sealed class MessageLimitsTests
{
    [Fact]
    public void A_message_of_32_wrappers_is_read_and_one_of_more_is_not()
    {
        // A wrapper is two messages deep: FutureProofMessage and Message.
        Contents.Read(Nested(32)).Content.ShouldNotBeNull();
        Should.Throw<MalformedMessageException>(() => MessageCodec.Read(Nested(33).ToByteArray()));
        Should.Throw<MalformedMessageException>(() => MessageCodec.Read(NestedBytes(100_000)));
    }

    [Fact]
    public void Wrappers_are_taken_off_eight_times()
    {
        Contents.Read(Nested(8)).Content.ShouldBeOfType<TextContent>();
        Contents.Read(Nested(9)).Content.ShouldBeOfType<UnknownContent>().Kind.ShouldBe("viewOnceMessage");
    }

    [Fact]
    public void A_chain_of_quotes_is_not_followed()
    {
        byte[] quote = [];
        for (int i = 0; i < 10_000; i++)
        {
            var context = new ContextInfo { StanzaId = "A", QuotedMessage = ByteString.CopyFrom(quote) };
            quote = new Message { ExtendedTextMessage = new() { Text = "q", ContextInfo = context } }.ToByteArray();
        }

        var content = MessageReader.Read(quote, false).Content.ShouldBeOfType<TextContent>();

        content.Context.Quoted.ShouldNotBeNull().Bytes.Length.ShouldBeGreaterThan(100_000);
        QuotedMessages.Of("A", Jid.Parse("1@lid"), quote).Bytes.Length.ShouldBeLessThan(20);
    }

    [Fact]
    public void A_message_over_16_MiB_is_refused_unread()
    {
        Should.Throw<MessageTooLargeException>(() => MessageCodec.Read(new byte[(16 << 20) + 1])).Limit.ShouldBe(16 << 20);
        var large = new Message { Conversation = new string('x', (16 << 20) - 5) }.ToByteArray();
        large.Length.ShouldBe(16 << 20);
        MessageCodec.Read(large).Conversation.Length.ShouldBe((16 << 20) - 5);
    }

    [Theory]
    [InlineData("0a05616263")] // shorter than it says
    [InlineData("0affffffff07")] // 2 GiB
    [InlineData("0affffffffffffffffff01")] // less than nothing
    [InlineData("00")] // no field
    [InlineData("0c")] // the end of a group that didn't begin
    [InlineData("0b")] // a group that doesn't end
    [InlineData("0f")] // a kind that there isn't
    [InlineData("ffffffffffffffffffffff01")] // a number too long
    [InlineData("32")]
    [InlineData("32020a")]
    public void Bytes_that_are_no_message_are_refused(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Should.Throw<MalformedMessageException>(() => MessageCodec.Read(bytes));
        // The same behind so many bytes that they are read in the other way.
        byte[] text = new Message { Conversation = new string('x', 300) }.ToByteArray();
        Should.Throw<MalformedMessageException>(() => MessageCodec.Read((byte[])[.. text, .. bytes]));
    }

    [Fact]
    public void Every_shorter_form_of_a_message_is_read_or_refused()
    {
        byte[] bytes = Contents.Write(new PollContent("a question with some words", ["one", "two", "three"])).ToByteArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            byte[] cut = bytes[..length];
            if (length > 0 && TryRead(cut) is { } message)
                message.CalculateSize().ShouldBeLessThanOrEqualTo(length);
        }
    }

    [Fact]
    public void Numbers_beyond_all_measure_do_no_harm()
    {
        var live = new Message { LiveLocationMessage = new() { AccuracyInMeters = uint.MaxValue, DegreesLatitude = double.NaN } };
        Contents.Read(live).Content.ShouldBeOfType<LiveLocationContent>().AccuracyInMeters.ShouldBe(int.MaxValue);
        var image = new Message { ImageMessage = new() { FileLength = ulong.MaxValue, MediaKeyTimestamp = long.MinValue } };
        var file = Contents.Read(image).Content.ShouldBeOfType<ImageContent>().File;
        (file.Length, file.MediaKeyTime).ShouldBe((long.MaxValue, null));
        var reaction = new Message { ReactionMessage = new() { Key = new() { Id = "A" }, SenderTimestampMs = long.MaxValue } };
        Contents.Read(reaction).Content.ShouldBeOfType<ReactionContent>().Time.ShouldBeNull();
        var context = new ContextInfo { Expiration = uint.MaxValue, ForwardingScore = uint.MaxValue };
        var text = new Message { ExtendedTextMessage = new() { ContextInfo = context } };
        Contents.Read(text).Content.ShouldNotBeNull().Context.ForwardingScore.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void What_does_not_say_what_it_is_about_is_unknown()
    {
        Message[] messages =
        [
            new() { ReactionMessage = new() { Text = "👍" } },
            new() { PinInChatMessage = new() { Key = new() } },
            new() { PollUpdateMessage = new() { PollCreationMessageKey = new() { Id = "A" } } },
            new() { EncReactionMessage = new() },
            new() { GroupInviteMessage = new() { GroupJid = "nothing" } },
            new() { EventMessage = new() { Name = "e" } },
        ];
        foreach (var message in messages)
            Contents.Read(message).Content.ShouldBeOfType<UnknownContent>(message.ToString());
        Contents.Read(new() { ProtocolMessage = new() { Key = new() { Id = "A" } } }).Content.ShouldBeNull(); // no type: no revocation
        Contents.Read(new()).Content.ShouldBeNull();
    }

    [Fact]
    public void An_edit_of_an_edit_is_none()
    {
        var inner = Contents.Write(new EditContent(new(null, "A", true), new TextContent("x"))).EditedMessage.Message;
        var message = new Message
        {
            ProtocolMessage = new() { Type = ProtocolMessage.Types.Type.MessageEdit, Key = new() { Id = "B" }, EditedMessage = inner },
        };
        var edit = Contents.Read(message).Content.ShouldBeOfType<EditContent>();
        edit.Content.ShouldBeOfType<UnknownContent>().Kind.ShouldBe("protocolMessage");
    }

    [Fact]
    public void A_field_that_is_not_known_is_named_by_its_number_and_kept()
    {
        byte[] bytes = [0xfa, 0x3e, 0x01, 0x07]; // field 1007
        var unknown = MessageReader.Read(bytes, false).Content.ShouldBeOfType<UnknownContent>();
        unknown.Kind.ShouldBe("1007");
        unknown.Bytes.ToArray().ShouldBe(bytes);
        MessageCodec.Read((byte[])[0x0a, 0x01, (byte)'x', .. bytes]).ToByteArray().ShouldBe([0x0a, 0x01, (byte)'x', .. bytes]);
    }

    private static Message? TryRead(byte[] bytes)
    {
        try
        {
            return MessageCodec.Read(bytes);
        }
        catch (MalformedMessageException)
        {
            return null;
        }
    }

    private static Message Nested(int wrappers)
    {
        var message = new Message { Conversation = "x" };
        for (int i = 0; i < wrappers; i++)
            message = new() { ViewOnceMessage = new() { Message = message } };
        return message;
    }

    private static byte[] NestedBytes(int wrappers)
    {
        var levels = new List<byte[]>();
        int length = 0;
        for (int i = 0; i < wrappers; i++)
        {
            byte[] inner = [0x0a, .. Varint(length)];
            byte[] outer = [0xaa, 0x02, .. Varint(length + inner.Length)];
            length += inner.Length + outer.Length;
            levels.Add([.. outer, .. inner]);
        }

        levels.Reverse();
        return [.. levels.SelectMany(level => level)];
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
