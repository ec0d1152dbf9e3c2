using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes a message of content: each kind in the field, and the wrapper, that phones put it in.</summary>
internal static class ContentWriter
{
    internal static Message Write(MessageContent content, DateTimeOffset now) => content switch
    {
        TextContent text => TextContentWriter.Write(text),
        ContactContent contact => TextContentWriter.Write(contact),
        LocationContent location => new() { LocationMessage = TextContentWriter.Write(location) },
        LiveLocationContent location => TextContentWriter.Write(location),
        GroupInviteContent invite => TextContentWriter.Write(invite),
        MediaContent media => MediaContentWriter.Write(media),
        AlbumContent album => MediaContentWriter.Write(album),
        PollContent poll => PollContentWriter.Write(poll),
        EventContent question => PollContentWriter.Write(question),
        PollVoteContent vote => PollContentWriter.Write(vote, now),
        ReactionContent reaction => AddOnContentWriter.Write(reaction, now),
        PinContent pin => AddOnContentWriter.Write(pin, now),
        KeepContent keep => AddOnContentWriter.Write(keep, now),
        CommentContent comment => AddOnContentWriter.Write(comment, now),
        EncryptedContent part => AddOnContentWriter.Write(part),
        RevokeContent revoke => ProtocolContentWriter.Write(revoke),
        EditContent edit => ProtocolContentWriter.Write(edit, now),
        EphemeralSettingContent setting => ProtocolContentWriter.Write(setting, now),
        MemberLabelContent label => ProtocolContentWriter.Write(label, now),
        UnknownContent unknown => MessageCodec.Read(unknown.Bytes),
        _ => throw new ArgumentException($"Content of the type {content.GetType().Name} can't be sent.", nameof(content)),
    };
}
