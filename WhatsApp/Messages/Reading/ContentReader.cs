using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes content of an unwrapped message: the field that is set says which kind.</summary>
internal static class ContentReader
{
    /// <param name="message">The message within all wrappers.</param>
    /// <param name="info">What stands beside the content, here or beside a wrapper.</param>
    /// <param name="isViewOnce">Whether a wrapper says so.</param>
    /// <returns>Null if there is nothing for the user in it.</returns>
    internal static MessageContent? Read(Message message, MessageContextInfo? info, bool isViewOnce) =>
        message.ProtocolMessage is { } protocol
            ? ReadProtocol(protocol)
            : ReadContent(message, info, isViewOnce);

    /// <summary>Makes content of a message that stands for content alone: what an edit or a comment says.</summary>
    internal static MessageContent? ReadPlain(Message message) =>
        TextContentReader.Read(message)
        ?? MediaContentReader.Read(message, isViewOnce: false)
        ?? PollContentReader.Read(message)
        ?? UnknownContentReader.Read(message);

    private static MessageContent? ReadContent(Message message, MessageContextInfo? info, bool isViewOnce) =>
        TextContentReader.Read(message)
        ?? MediaContentReader.Read(message, isViewOnce)
        ?? AddOnContentReader.Read(message, info)
        ?? PollContentReader.Read(message)
        ?? UnknownContentReader.Read(message);

    // Most of what clients tell each other isn't for users.
    private static MessageContent? ReadProtocol(ProtocolMessage protocol)
    {
        var target = ContentParts.ReadKey(protocol.Key);
        switch (protocol)
        {
            case { HasType: true, Type: ProtocolMessage.Types.Type.Revoke } when target is not null:
                return new RevokeContent(target);
            case { Type: ProtocolMessage.Types.Type.MessageEdit, EditedMessage: not null } when target is not null:
                // An edit of an edit isn't one: whatever that is, it is read as unknown.
                return ReadPlain(MessageWrappers.Unwrap(protocol.EditedMessage)) is { } content
                    ? new EditContent(target, content) { Time = UnixTimes.FromMilliseconds(protocol.TimestampMs) }
                    : null;
            case { Type: ProtocolMessage.Types.Type.EphemeralSetting }:
                return new EphemeralSettingContent(TimeSpan.FromSeconds(protocol.EphemeralExpiration))
                {
                    Time = UnixTimes.FromSeconds(protocol.EphemeralSettingTimestamp),
                };
            case { Type: ProtocolMessage.Types.Type.GroupMemberLabelChange, MemberLabel: { } label }:
                return new MemberLabelContent(label.Label) { Time = UnixTimes.FromSeconds(label.LabelTimestamp) };
            default:
                return null;
        }
    }
}
