using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>What is encrypted with the secret of the message that it is about, but for votes.</summary>
public sealed class EncryptedContentTests
{
    private static readonly Jid Author = Jid.Parse("100000000000001@lid");
    private static readonly Jid Ana = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid AnaLid = Jid.Parse("100000000000002@lid");
    private static readonly MessageReference Target = new(Jid.Parse("120363000000000001@g.us"), "3EB0A", FromMe: false, Author);
    private static readonly MessageSecret Secret = new(new byte[32], "3EB0A", [Author]);
    private static readonly SeededRandomSource Chance = new(1);

    [Fact]
    public void A_reaction_in_a_community_travels_encrypted()
    {
        var reaction = new ReactionContent(Target, "🎉") { Time = Contents.Now };

        var received = Contents.RoundTrip(EncryptedContents.Seal(reaction, Secret, AnaLid, Chance)).ShouldBeOfType<EncryptedContent>();

        EncryptedContents.Open(received, Secret, [Ana, AnaLid]).ShouldBe(reaction);
        Should.Throw<MessageSecretException>(() => EncryptedContents.Open(received, Secret, [Ana]));
    }

    [Theory]
    [InlineData(EventAnswer.Going, 0)]
    [InlineData(EventAnswer.NotGoing, 0)]
    [InlineData(EventAnswer.Maybe, 2)]
    public void An_answer_to_an_event_travels_encrypted(EventAnswer answer, int guests)
    {
        var response = new EventResponse(answer, Contents.Now) { ExtraGuests = guests };

        var received = Contents.RoundTrip(EventResponses.Seal(Target, Secret, AnaLid, response, Chance)).ShouldBeOfType<EncryptedContent>();

        received.Kind.ShouldBe(SecretUse.EventResponse);
        EventResponses.Open(received, Secret, [Ana, AnaLid]).ShouldBe(response);
        Should.Throw<MessageSecretException>(() => EventResponses.Open(received, Secret, [Author]));
    }

    [Fact]
    public void An_answer_that_is_not_known_is_unknown()
    {
        var message = new EventResponseMessage { Response = (EventResponseMessage.Types.Response)77, ExtraGuestCount = -5 };
        var content = Seal(SecretUse.EventResponse, message.ToByteArray());
        EventResponses.Open(content, Secret, [Ana]).ShouldBe(new EventResponse(EventAnswer.Unknown, default));
    }

    [Theory]
    [InlineData(SecretUse.MessageEdit)]
    [InlineData(SecretUse.EventEdit)]
    [InlineData(SecretUse.PollEdit)]
    public void An_encrypted_edit_is_an_edit(SecretUse use)
    {
        byte[] plain = new Message { Conversation = "new" }.ToByteArray();
        byte[] wrapped = Contents.Write(new EditContent(Target, new TextContent("new"))).ToByteArray();
        foreach (byte[] plaintext in new[] { plain, wrapped })
        {
            var edit = EncryptedContents.Open(Seal(use, plaintext), Secret, [Ana]).ShouldBeOfType<EditContent>();
            edit.Target.ShouldBe(Target);
            edit.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("new");
        }
    }

    [Fact]
    public void An_encrypted_comment_is_a_comment()
    {
        byte[] plaintext = new Message { Conversation = "me too" }.ToByteArray();
        var comment = EncryptedContents.Open(Seal(SecretUse.Comment, plaintext), Secret, [Ana]).ShouldBeOfType<CommentContent>();
        comment.Target.ShouldBe(Target);
        comment.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("me too");
    }

    [Fact]
    public void What_was_encrypted_must_be_what_it_should()
    {
        Should.Throw<MalformedMessageException>(() => EncryptedContents.Open(Seal(SecretUse.Reaction, [0x0a, 0x7f]), Secret, [Ana]));
        Should.Throw<MalformedMessageException>(() => EncryptedContents.Open(Seal(SecretUse.Comment, []), Secret, [Ana]));
        Should.Throw<MalformedMessageException>(() => EventResponses.Open(Seal(SecretUse.EventResponse, [0x0f]), Secret, [Ana]));
        Should.Throw<ArgumentException>(() => EncryptedContents.Open(Seal(SecretUse.EventResponse, []), Secret, [Ana]));
    }

    private static EncryptedContent Seal(SecretUse use, byte[] plaintext) =>
        new(use, Target, MessageSecrets.Seal(use, Secret, Ana, plaintext, Chance));
}
