using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentParts;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Content that is a file.</summary>
internal static class MediaContentReader
{
    internal static MessageContent? Read(Message message, bool isViewOnce) => message switch
    {
        { ImageMessage: { } image } => Read(image) with { ViewOnce = isViewOnce || image.ViewOnce },
        { VideoMessage: { } video } => Read(video) with { ViewOnce = isViewOnce || video.ViewOnce },
        { PtvMessage: { } video } => Read(video) with { IsNote = true, ViewOnce = isViewOnce || video.ViewOnce },
        { AudioMessage: { } audio } => Read(audio) with { ViewOnce = isViewOnce || audio.ViewOnce },
        { DocumentMessage: { } document } => Read(document),
        { StickerMessage: { } sticker } => Read(sticker),
        { AlbumMessage: { } album } => new AlbumContent(ReadNumber(album.ExpectedImageCount), ReadNumber(album.ExpectedVideoCount))
        {
            Context = ReadContext(album.ContextInfo),
        },
        _ => null,
    };

    private static ImageContent Read(ImageMessage image) => new(ReadFile(
        image.Mimetype, image.FileLength, image.Url, image.DirectPath,
        image.MediaKey, image.MediaKeyTimestamp, image.FileSha256, image.FileEncSha256))
    {
        Context = ReadContext(image.ContextInfo),
        Caption = ReadText(image.Caption),
        Width = ReadNumber(image.Width),
        Height = ReadNumber(image.Height),
        Thumbnail = ReadBytes(image.JpegThumbnail),
    };

    private static VideoContent Read(VideoMessage video) => new(ReadFile(
        video.Mimetype, video.FileLength, video.Url, video.DirectPath,
        video.MediaKey, video.MediaKeyTimestamp, video.FileSha256, video.FileEncSha256))
    {
        Context = ReadContext(video.ContextInfo),
        Caption = ReadText(video.Caption),
        Duration = TimeSpan.FromSeconds(video.Seconds),
        IsGif = video.GifPlayback,
        Width = ReadNumber(video.Width),
        Height = ReadNumber(video.Height),
        Thumbnail = ReadBytes(video.JpegThumbnail),
        StreamingSidecar = ReadBytes(video.StreamingSidecar),
    };

    private static AudioContent Read(AudioMessage audio) => new(ReadFile(
        audio.Mimetype, audio.FileLength, audio.Url, audio.DirectPath,
        audio.MediaKey, audio.MediaKeyTimestamp, audio.FileSha256, audio.FileEncSha256))
    {
        Context = ReadContext(audio.ContextInfo),
        Duration = TimeSpan.FromSeconds(audio.Seconds),
        IsVoice = audio.Ptt,
        Waveform = ReadBytes(audio.Waveform),
    };

    private static DocumentContent Read(DocumentMessage document) => new(ReadFile(
        document.Mimetype, document.FileLength, document.Url, document.DirectPath,
        document.MediaKey, document.MediaKeyTimestamp, document.FileSha256, document.FileEncSha256))
    {
        Context = ReadContext(document.ContextInfo),
        FileName = ReadText(document.FileName),
        Title = ReadText(document.Title),
        Caption = ReadText(document.Caption),
        PageCount = ReadNumber(document.PageCount),
        Thumbnail = ReadBytes(document.JpegThumbnail),
    };

    private static StickerContent Read(StickerMessage sticker) => new(ReadFile(
        sticker.Mimetype, sticker.FileLength, sticker.Url, sticker.DirectPath,
        sticker.MediaKey, sticker.MediaKeyTimestamp, sticker.FileSha256, sticker.FileEncSha256))
    {
        Context = ReadContext(sticker.ContextInfo),
        IsAnimated = sticker.IsAnimated,
        Width = ReadNumber(sticker.Width),
        Height = ReadNumber(sticker.Height),
        Thumbnail = ReadBytes(sticker.PngThumbnail),
    };

    private static MediaFile ReadFile(
        string mimeType, ulong length, string url, string directPath,
        ByteString key, long keyTime, ByteString sha256, ByteString encryptedSha256) =>
        new()
        {
            MimeType = ReadText(mimeType),
            Length = (long)Math.Min(length, long.MaxValue),
            Url = ReadText(url),
            DirectPath = ReadText(directPath),
            MediaKey = ReadBytes(key),
            MediaKeyTime = UnixTimes.FromSeconds(keyTime),
            Sha256 = ReadBytes(sha256),
            EncryptedSha256 = ReadBytes(encryptedSha256),
        };
}
