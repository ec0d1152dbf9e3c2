using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentFields;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Content about another message.</summary>
internal static class AddOnContentWriter
{
    internal static Message Write(ReactionContent content, DateTimeOffset now) => new()
    {
        ReactionMessage = new()
        {
            Key = Key(content.Target),
            Text = content.Emoji,
            SenderTimestampMs = (content.Time ?? now).ToUnixTimeMilliseconds(),
        },
    };

    internal static Message Write(PinContent content, DateTimeOffset now) => new()
    {
        PinInChatMessage = new()
        {
            Key = Key(content.Target),
            Type = content.IsPinned ? PinInChatMessage.Types.Type.PinForAll : PinInChatMessage.Types.Type.UnpinForAll,
            SenderTimestampMs = (content.Time ?? now).ToUnixTimeMilliseconds(),
        },
        MessageContextInfo = content.IsPinned ? new() { MessageAddOnDurationInSecs = Seconds(content.Duration) } : null,
    };

    internal static Message Write(KeepContent content, DateTimeOffset now) => new()
    {
        KeepInChatMessage = new()
        {
            Key = Key(content.Target),
            KeepType = content.IsKept ? KeepType.KeepForAll : KeepType.UndoKeepForAll,
            TimestampMs = (content.Time ?? now).ToUnixTimeMilliseconds(),
        },
    };

    internal static Message Write(CommentContent content, DateTimeOffset now) => content.Content is TextContent or MediaContent
        ? new()
        {
            CommentMessage = new() { Message = ContentWriter.Write(content.Content, now), TargetMessageKey = Key(content.Target) },
        }
        : throw new ArgumentException($"A comment can't be {content.Content}.", nameof(content));

    internal static Message Write(EncryptedContent content)
    {
        var key = Key(content.Target);
        var payload = ByteString.CopyFrom(content.Part.Payload.Span);
        var iv = ByteString.CopyFrom(content.Part.Iv.Span);
        return content.Kind switch
        {
            SecretUse.Reaction => new()
            {
                EncReactionMessage = new() { TargetMessageKey = key, EncPayload = payload, EncIv = iv },
            },
            SecretUse.Comment => new()
            {
                EncCommentMessage = new() { TargetMessageKey = key, EncPayload = payload, EncIv = iv },
            },
            SecretUse.EventResponse => new()
            {
                EncEventResponseMessage = new() { EventCreationMessageKey = key, EncPayload = payload, EncIv = iv },
            },
            _ => new()
            {
                SecretEncryptedMessage = new()
                {
                    TargetMessageKey = key,
                    EncPayload = payload,
                    EncIv = iv,
                    SecretEncType = TypeOf(content.Kind),
                },
            },
        };
    }

    private static SecretEncryptedMessage.Types.SecretEncType TypeOf(SecretUse use) => use switch
    {
        SecretUse.EventEdit => SecretEncryptedMessage.Types.SecretEncType.EventEdit,
        SecretUse.MessageEdit => SecretEncryptedMessage.Types.SecretEncType.MessageEdit,
        SecretUse.PollEdit => SecretEncryptedMessage.Types.SecretEncType.PollEdit,
        SecretUse.PollAddOption => SecretEncryptedMessage.Types.SecretEncType.PollAddOption,
        _ => throw new ArgumentException($"{use} isn't sent as a message of its own.", nameof(use)),
    };
}
