using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentParts;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Content about another message. If it doesn't name one, it is read as unknown.</summary>
internal static class AddOnContentReader
{
    internal static MessageContent? Read(Message message, MessageContextInfo? info) => message switch
    {
        { ReactionMessage: { } reaction } when ReadKey(reaction.Key) is { } target => new ReactionContent(target, reaction.Text)
        {
            Time = UnixTimes.FromMilliseconds(reaction.SenderTimestampMs),
        },
        { PinInChatMessage: { } pin } when ReadKey(pin.Key) is { } target => Read(pin, target, info),
        { KeepInChatMessage: { } keep } when ReadKey(keep.Key) is { } target =>
            new KeepContent(target, keep.KeepType == KeepType.KeepForAll) { Time = UnixTimes.FromMilliseconds(keep.TimestampMs) },
        { PollUpdateMessage: { Vote: { } vote } update } when ReadKey(update.PollCreationMessageKey) is { } target =>
            new PollVoteContent(target, ReadPart(vote.EncPayload, vote.EncIv))
            {
                Time = UnixTimes.FromMilliseconds(update.SenderTimestampMs),
            },
        { CommentMessage: { Message: { } inner } comment } when ReadKey(comment.TargetMessageKey) is { } target =>
            ContentReader.ReadPlain(MessageWrappers.Unwrap(inner)) is { } content ? new CommentContent(target, content) : null,
        { EncReactionMessage: { } part } => Encrypted(SecretUse.Reaction, part.TargetMessageKey, part.EncPayload, part.EncIv),
        { EncCommentMessage: { } part } => Encrypted(SecretUse.Comment, part.TargetMessageKey, part.EncPayload, part.EncIv),
        { EncEventResponseMessage: { } part } =>
            Encrypted(SecretUse.EventResponse, part.EventCreationMessageKey, part.EncPayload, part.EncIv),
        { SecretEncryptedMessage: { } part } => Encrypted(UseOf(part), part.TargetMessageKey, part.EncPayload, part.EncIv),
        _ => null,
    };

    private static PinContent Read(PinInChatMessage pin, MessageReference target, MessageContextInfo? info) =>
        new(target, pin.Type == PinInChatMessage.Types.Type.PinForAll)
        {
            Duration = TimeSpan.FromSeconds(info?.MessageAddOnDurationInSecs ?? 0),
            Time = UnixTimes.FromMilliseconds(pin.SenderTimestampMs),
        };

    private static EncryptedContent? Encrypted(SecretUse use, MessageKey? key, ByteString payload, ByteString iv) =>
        ReadKey(key) is { } target ? new(use, target, ReadPart(payload, iv)) : null;

    private static SecretUse UseOf(SecretEncryptedMessage part) => part.SecretEncType switch
    {
        SecretEncryptedMessage.Types.SecretEncType.EventEdit => SecretUse.EventEdit,
        SecretEncryptedMessage.Types.SecretEncType.MessageEdit => SecretUse.MessageEdit,
        SecretEncryptedMessage.Types.SecretEncType.PollEdit => SecretUse.PollEdit,
        SecretEncryptedMessage.Types.SecretEncType.PollAddOption => SecretUse.PollAddOption,
        _ => SecretUse.Unknown,
    };
}
