using System.Collections.Immutable;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Reactions, comments and edits that are encrypted with the secret of the message that they are about.</summary>
public static class EncryptedContents
{
    /// <summary>What was encrypted: a reaction, a comment or an edit, about the same message.</summary>
    /// <param name="content">What came.</param>
    /// <param name="secret">The secret of the message that it is about.</param>
    /// <param name="modifiers">Who sent it, by each addressing that is known.</param>
    /// <exception cref="MessageSecretException">It isn't authentic.</exception>
    /// <exception cref="MalformedMessageException">It is, but it isn't what it should be.</exception>
    /// <exception cref="ArgumentException">Content of this kind isn't opened here.</exception>
    public static MessageContent Open(EncryptedContent content, MessageSecret secret, ImmutableArray<Jid> modifiers)
    {
        ArgumentNullException.ThrowIfNull(content);
        bool isEdit = content.Kind is SecretUse.MessageEdit or SecretUse.EventEdit or SecretUse.PollEdit or SecretUse.PollAddOption;
        if (!isEdit && content.Kind is not (SecretUse.Reaction or SecretUse.Comment))
            throw new ArgumentException($"Content of the kind {content.Kind} isn't opened here.", nameof(content));
        if (!MessageSecrets.TryOpen(content.Kind, secret, modifiers, content.Part, out byte[]? plaintext))
            throw new MessageSecretException(content.Kind.ToString());
        if (content.Kind == SecretUse.Reaction)
            return Reaction(content.Target, MessageCodec.Read(ReactionMessage.Parser, plaintext));
        var inner = InnerContent(MessageCodec.Read(plaintext));
        return isEdit ? new EditContent(content.Target, inner) : new CommentContent(content.Target, inner);
    }

    /// <summary>A reaction to send in a community's announcement group.</summary>
    /// <param name="reaction">The reaction, with its time.</param>
    /// <param name="secret">The secret of the message that it is about.</param>
    /// <param name="modifier">The account that reacts, in the addressing of the chat.</param>
    /// <param name="random">For the encryption.</param>
    public static EncryptedContent Seal(ReactionContent reaction, MessageSecret secret, Jid modifier, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(reaction);
        var message = new ReactionMessage { Text = reaction.Emoji };
        if (reaction.Time is { } time)
            message.SenderTimestampMs = time.ToUnixTimeMilliseconds();
        return new(
            SecretUse.Reaction,
            reaction.Target,
            MessageSecrets.Seal(SecretUse.Reaction, secret, modifier, message.ToByteArray(), random));
    }

    private static ReactionContent Reaction(MessageReference target, ReactionMessage message) =>
        new(target, message.Text) { Time = UnixTimes.FromMilliseconds(message.SenderTimestampMs) };

    // An edit may be a message of its own, or the protocol's edit with the message in it.
    private static MessageContent InnerContent(Message message)
    {
        var inner = MessageWrappers.Unwrap(message);
        if (inner.ProtocolMessage?.EditedMessage is { } edited)
            inner = MessageWrappers.Unwrap(edited);
        return ContentReader.ReadPlain(inner) ?? throw new MalformedMessageException("What was encrypted says nothing.");
    }
}
