using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Messages come in wrappers that say something about them: that they disappear, may be seen once, have a caption, ...</summary>
internal static class MessageWrappers
{
    // Clients write three at most. A longer chain is somebody's play with us.
    private const int MaxWrappers = 8;

    /// <summary>The message within all wrappers, or what is left when there are too many.</summary>
    internal static Message Unwrap(Message message)
    {
        for (int i = 0; i < MaxWrappers && Wrapper(message)?.Message is { } inner; i++)
            message = inner;
        return message;
    }

    /// <summary>Whether the message or one within it, down to what <see cref="Unwrap"/> gives, is as asked.</summary>
    internal static bool Passes(Message message, Func<Message, bool> asked)
    {
        for (int i = 0; i < MaxWrappers && Wrapper(message)?.Message is { } inner; i++)
        {
            if (asked(message))
                return true;
            message = inner;
        }

        return asked(message);
    }

    /// <summary>The outermost wrapper of a message, if there is one.</summary>
    internal static FutureProofMessage? Wrapper(Message message) =>
        message.EphemeralMessage
        ?? ViewOnceWrapper(message)
        ?? message.DocumentWithCaptionMessage
        ?? message.EditedMessage
        ?? message.LottieStickerMessage
        ?? message.AssociatedChildMessage
        ?? message.GroupStatusMessage
        ?? message.GroupStatusMessageV2
        ?? message.BotInvokeMessage
        ?? message.PollCreationMessageV4;

    internal static FutureProofMessage? ViewOnceWrapper(Message message) =>
        message.ViewOnceMessage ?? message.ViewOnceMessageV2 ?? message.ViewOnceMessageV2Extension;

    /// <summary>The poll of an unwrapped message, whichever of its fields it is in.</summary>
    internal static PollCreationMessage? PollCreation(this Message content) =>
        content.PollCreationMessage ?? content.PollCreationMessageV2 ?? content.PollCreationMessageV3 ?? content.PollCreationMessageV5;
}
