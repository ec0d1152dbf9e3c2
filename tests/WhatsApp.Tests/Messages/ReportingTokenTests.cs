using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class ReportingTokenTests
{
    private static readonly Jid Own = Jid.Parse("100000000000001:2@lid");
    private static readonly Jid Chat = Jid.Parse("120363000000000001@g.us");
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void The_token_is_a_mac_over_the_fields_that_can_be_reported()
    {
        // Of the extended text its text counts, and of its context how often it was forwarded.
        byte[] reportable = Convert.FromHexString("3209" + "0a0178" + "8a0103" + "a80103");
        byte[] key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Secret, 32, [], "ID100000000000001@lid120363000000000001@g.usReport Token"u8.ToArray());
        byte[] message = new Message
        {
            ExtendedTextMessage = new() { Text = "x", MatchedText = "no", ContextInfo = new() { StanzaId = "A", ForwardingScore = 3 } },
            MessageContextInfo = new() { MessageSecret = ByteString.CopyFrom(Secret) },
        }.ToByteArray();

        ReportingToken.Compute(Secret, message, "ID", Own, Chat).ShouldBe(HMACSHA256.HashData(key, reportable)[..16]);
    }

    [Fact]
    public void A_message_in_a_message_counts_as_that_does()
    {
        var plain = new Message { ImageMessage = new() { Caption = "c", Url = "not counted" } };
        var wrapped = new Message { ViewOnceMessageV2 = new() { Message = plain } };
        var other = new Message { ViewOnceMessageV2 = new() { Message = new() { ImageMessage = new() { Caption = "d" } } } };
        var same = new Message { ViewOnceMessageV2 = new() { Message = new() { ImageMessage = new() { Caption = "c" } } } };

        Token(wrapped).ShouldBe(Token(same));
        Token(wrapped).ShouldNotBe(Token(other));
        Token(wrapped).ShouldNotBe(Token(plain));
    }

    [Fact]
    public void A_stanza_has_it_if_the_message_has_a_secret()
    {
        var node = ReportingToken.NodeOf(Contents.Write(new TextContent("x")), "ID", Own, Chat).ShouldNotBeNull();
        node.Tag.ShouldBe("reporting");
        var token = node.Child("reporting_token").ShouldNotBeNull();
        token["v"].ShouldBe("2");
        token.Bytes.Length.ShouldBe(16);

        ReportingToken.NodeOf(new Message { Conversation = "x" }, "ID", Own, Chat).ShouldBeNull();
        var reaction = Contents.Write(new ReactionContent(new(Chat, "A", true), "👍"));
        reaction.MessageContextInfo = new() { MessageSecret = ByteString.CopyFrom(Secret) };
        ReportingToken.NodeOf(reaction, "ID", Own, Chat).ShouldBeNull();
    }

    [Fact]
    public void The_table_has_every_kind() => ReportingFields.OfMessage.Count.ShouldBe(27);

    [Theory]
    [InlineData("0a05")]
    [InlineData("3202ff")]
    [InlineData("00")]
    [InlineData("0b")]
    [InlineData("80")]
    [InlineData("08ffffffffffffffffffffff")]
    public void What_is_no_message_has_no_token(string hex) =>
        Should.Throw<MalformedMessageException>(() => ReportingToken.Compute(Secret, Convert.FromHexString(hex), "ID", Own, Chat));

    private static byte[] Token(Message message) => ReportingToken.Compute(Secret, message.ToByteArray(), "ID", Own, Chat);
}
