using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentFields;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Text, cards and places.</summary>
internal static class TextContentWriter
{
    // Phones and whatsmeow write plain text in its own field, Baileys always in the extended one.
    internal static Message Write(TextContent content)
    {
        var context = Context(content);
        if (context is null && content.Link is null)
            return new() { Conversation = content.Text };
        var text = new ExtendedTextMessage { Text = content.Text, ContextInfo = context };
        if (content.Link is { } link)
        {
            text.MatchedText = link.Url;
            Put(link.Title, title => text.Title = title);
            Put(link.Description, description => text.Description = description);
            Put(link.Thumbnail, bytes => text.JpegThumbnail = bytes);
        }

        return new() { ExtendedTextMessage = text };
    }

    internal static Message Write(ContactContent content)
    {
        if (content.Cards.IsDefaultOrEmpty)
            throw new ArgumentException("A message with contacts needs one at least.", nameof(content));
        if (content.Cards.Length == 1)
        {
            var contact = Write(content.Cards[0]);
            contact.ContextInfo = Context(content);
            return new() { ContactMessage = contact };
        }

        var contacts = new ContactsArrayMessage
        {
            DisplayName = content.DisplayName ?? content.Cards[0].DisplayName,
            ContextInfo = Context(content),
        };
        contacts.Contacts.AddRange(content.Cards.Select(Write));
        return new() { ContactsArrayMessage = contacts };
    }

    internal static LocationMessage Write(LocationContent content)
    {
        var location = new LocationMessage
        {
            DegreesLatitude = Latitude(content.Latitude),
            DegreesLongitude = Longitude(content.Longitude),
            ContextInfo = Context(content),
        };
        Put(content.Name, name => location.Name = name);
        Put(content.Address, address => location.Address = address);
        Put(content.Url, url => location.Url = url);
        Put(content.Thumbnail, bytes => location.JpegThumbnail = bytes);
        return location;
    }

    internal static Message Write(LiveLocationContent content)
    {
        var location = new LiveLocationMessage
        {
            DegreesLatitude = Latitude(content.Latitude),
            DegreesLongitude = Longitude(content.Longitude),
            SequenceNumber = content.SequenceNumber,
            ContextInfo = Context(content),
        };
        Put(content.Caption, caption => location.Caption = caption);
        if (content.AccuracyInMeters is { } accuracy)
            location.AccuracyInMeters = checked((uint)accuracy);
        if (content.Speed is { } speed)
            location.SpeedInMps = speed;
        if (content.Heading is { } heading)
            location.DegreesClockwiseFromMagneticNorth = checked((uint)heading);
        return new() { LiveLocationMessage = location };
    }

    internal static Message Write(GroupInviteContent content)
    {
        var invite = new GroupInviteMessage
        {
            GroupJid = content.Group.ToString(),
            InviteCode = content.Code,
            ContextInfo = Context(content),
        };
        Put(content.GroupName, name => invite.GroupName = name);
        Put(content.Caption, caption => invite.Caption = caption);
        Put(content.Thumbnail, bytes => invite.JpegThumbnail = bytes);
        if (content.Expires is { } expires)
            invite.InviteExpiration = expires.ToUnixTimeSeconds();
        return new() { GroupInviteMessage = invite };
    }

    private static ContactMessage Write(ContactCard card) => new() { DisplayName = card.DisplayName, Vcard = card.Text };

    private static double Latitude(double degrees) => degrees is >= -90 and <= 90
        ? degrees
        : throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "A latitude goes from -90 to 90 degrees.");

    private static double Longitude(double degrees) => degrees is >= -180 and <= 180
        ? degrees
        : throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "A longitude goes from -180 to 180 degrees.");
}
