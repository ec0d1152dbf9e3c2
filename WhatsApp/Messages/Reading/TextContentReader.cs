using System.Collections.Immutable;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentParts;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Text, cards and places.</summary>
internal static class TextContentReader
{
    internal static MessageContent? Read(Message message) => message switch
    {
        { HasConversation: true } => new TextContent(message.Conversation),
        { ExtendedTextMessage: { } text } => Read(text),
        { ContactMessage: { } contact } => new ContactContent([Read(contact)]) { Context = ReadContext(contact.ContextInfo) },
        { ContactsArrayMessage: { } contacts } => Read(contacts),
        { LocationMessage: { } location } => Read(location),
        { LiveLocationMessage: { } location } => Read(location),
        { GroupInviteMessage: { } invite } => Read(invite),
        _ => null,
    };

    internal static LocationContent Read(LocationMessage location) => new(location.DegreesLatitude, location.DegreesLongitude)
    {
        Context = ReadContext(location.ContextInfo),
        Name = ReadText(location.Name),
        Address = ReadText(location.Address),
        Url = ReadText(location.Url),
        Thumbnail = ReadBytes(location.JpegThumbnail),
    };

    private static TextContent Read(ExtendedTextMessage text) => new(text.Text)
    {
        Context = ReadContext(text.ContextInfo),
        Link = text.MatchedText.Length == 0 ? null : new LinkPreview(text.MatchedText)
        {
            Title = ReadText(text.Title),
            Description = ReadText(text.Description),
            Thumbnail = ReadBytes(text.JpegThumbnail),
        },
    };

    private static ContactCard Read(ContactMessage contact) => new(contact.DisplayName, contact.Vcard);

    private static ContactContent Read(ContactsArrayMessage contacts) => new(contacts.Contacts.Select(Read).ToImmutableArray())
    {
        Context = ReadContext(contacts.ContextInfo),
        DisplayName = ReadText(contacts.DisplayName),
    };

    private static LiveLocationContent Read(LiveLocationMessage location) => new(location.DegreesLatitude, location.DegreesLongitude)
    {
        Context = ReadContext(location.ContextInfo),
        Caption = ReadText(location.Caption),
        AccuracyInMeters = location.HasAccuracyInMeters ? ReadNumber(location.AccuracyInMeters) : null,
        Speed = location.HasSpeedInMps ? location.SpeedInMps : null,
        Heading = location.HasDegreesClockwiseFromMagneticNorth ? ReadNumber(location.DegreesClockwiseFromMagneticNorth) : null,
        SequenceNumber = location.SequenceNumber,
    };

    private static GroupInviteContent? Read(GroupInviteMessage invite) => ReadJid(invite.GroupJid) is { } group
        ? new(group, invite.InviteCode)
        {
            Context = ReadContext(invite.ContextInfo),
            GroupName = ReadText(invite.GroupName),
            Caption = ReadText(invite.Caption),
            Expires = UnixTimes.FromSeconds(invite.InviteExpiration),
            Thumbnail = ReadBytes(invite.JpegThumbnail),
        }
        : null;
}
