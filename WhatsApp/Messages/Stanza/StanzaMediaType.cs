using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>The attribute mediatype of enc nodes.</summary>
internal static class StanzaMediaType
{
    /// <summary>The one of an unwrapped message; null if it has none.</summary>
    internal static string? Of(Message content) => content switch
    {
        { ImageMessage: not null } => "image",
        { VideoMessage.GifPlayback: true } => "gif",
        { VideoMessage: not null } or { PtvMessage: not null } => "video",
        { AudioMessage.Ptt: true } => "ptt",
        { AudioMessage: not null } => "audio",
        { DocumentMessage: not null } => "document",
        { StickerMessage: not null } => "sticker",
        { ContactMessage: not null } => "vcard",
        { ContactsArrayMessage: not null } => "contact_array",
        { LiveLocationMessage: not null } => "livelocation",
        { HasListMessage: true } => "list",
        { HasListResponseMessage: true } => "list_response",
        { HasButtonsResponseMessage: true } => "buttons_response",
        { HasOrderMessage: true } => "order",
        { HasProductMessage: true } => "product",
        { HasInteractiveResponseMessage: true } => "native_flow_response",
        { GroupInviteMessage: not null } => "url",
        { ExtendedTextMessage.Title.Length: > 0 } => "url",
        _ => null,
    };
}
