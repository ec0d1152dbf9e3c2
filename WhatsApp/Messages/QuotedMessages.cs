using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes and reads quotes of messages.</summary>
public static class QuotedMessages
{
    /// <summary>The quote of a message that is kept: without its wrappers, its secret, and what it quotes itself.</summary>
    /// <param name="id">The message's id.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="bytes">The message as it came: a protobuf Message.</param>
    /// <exception cref="MalformedMessageException">The bytes aren't a message.</exception>
    public static QuotedMessage Of(string id, Jid sender, ReadOnlyMemory<byte> bytes)
    {
        var outer = MessageCodec.Read(bytes);
        var message = MessageWrappers.Unwrap(outer.DeviceSentMessage?.Message ?? outer);
        message.MessageContextInfo = null;
        message.SenderKeyDistributionMessage = null;
        if (ContextOf(message) is { } context)
            context.ClearQuotedMessage();
        return new(id, sender, message.ToByteArray());
    }

    /// <summary>What a quoted message said, as far as the quote tells; null if it has nothing for people.</summary>
    /// <exception cref="MalformedMessageException">The bytes aren't a message.</exception>
    public static MessageContent? Read(QuotedMessage quoted)
    {
        ArgumentNullException.ThrowIfNull(quoted);
        return MessageReader.Read(quoted.Bytes, isFromOwnAccount: false).Content;
    }

    private static ContextInfo? ContextOf(Message message) => message.ExtendedTextMessage?.ContextInfo
        ?? message.ImageMessage?.ContextInfo
        ?? message.VideoMessage?.ContextInfo
        ?? message.PtvMessage?.ContextInfo
        ?? message.AudioMessage?.ContextInfo
        ?? message.DocumentMessage?.ContextInfo
        ?? message.StickerMessage?.ContextInfo
        ?? message.ContactMessage?.ContextInfo
        ?? message.ContactsArrayMessage?.ContextInfo
        ?? message.LocationMessage?.ContextInfo
        ?? message.LiveLocationMessage?.ContextInfo
        ?? message.GroupInviteMessage?.ContextInfo
        ?? message.EventMessage?.ContextInfo
        ?? message.PollCreation()?.ContextInfo;
}
