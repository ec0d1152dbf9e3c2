using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentFields;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Content that travels as a message from client to client.</summary>
internal static class ProtocolContentWriter
{
    internal static Message Write(RevokeContent content) => new()
    {
        // The type is 0, and is written all the same: without it, it wouldn't be a revocation.
        ProtocolMessage = new() { Key = Key(content.Target), Type = ProtocolMessage.Types.Type.Revoke },
    };

    internal static Message Write(EditContent content, DateTimeOffset now)
    {
        if (content.Content is not (TextContent or MediaContent))
            throw new ArgumentException($"A message can't be edited to be {content.Content}.", nameof(content));
        var edit = new ProtocolMessage
        {
            Key = Key(content.Target),
            Type = ProtocolMessage.Types.Type.MessageEdit,
            EditedMessage = ContentWriter.Write(content.Content, now),
            TimestampMs = (content.Time ?? now).ToUnixTimeMilliseconds(),
        };
        return new() { EditedMessage = new() { Message = new() { ProtocolMessage = edit } } };
    }

    internal static Message Write(EphemeralSettingContent content, DateTimeOffset now) => new()
    {
        ProtocolMessage = new()
        {
            Type = ProtocolMessage.Types.Type.EphemeralSetting,
            EphemeralExpiration = Seconds(content.Duration),
            EphemeralSettingTimestamp = (content.Time ?? now).ToUnixTimeSeconds(),
        },
    };

    internal static Message Write(MemberLabelContent content, DateTimeOffset now) => new()
    {
        ProtocolMessage = new()
        {
            Type = ProtocolMessage.Types.Type.GroupMemberLabelChange,
            MemberLabel = new() { Label = content.Label, LabelTimestamp = (content.Time ?? now).ToUnixTimeSeconds() },
        },
    };
}
