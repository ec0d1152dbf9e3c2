using Google.Protobuf;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentFields;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Content that is a file, which has been uploaded already.</summary>
internal static class MediaContentWriter
{
    internal static Message Write(MediaContent content)
    {
        var message = WritePlain(content);
        // Phones from before the wrapper don't show a document's caption; those from before view-once show that there is something.
        if (content is DocumentContent { Caption.Length: > 0 })
            return new() { DocumentWithCaptionMessage = new() { Message = message } };
        if (!content.ViewOnce)
            return message;
        return content switch
        {
            ImageContent or VideoContent { IsNote: false } => new() { ViewOnceMessageV2 = new() { Message = message } },
            AudioContent => new() { ViewOnceMessageV2Extension = new() { Message = message } },
            _ => throw new ArgumentException("Only pictures, videos and sound can be sent to be seen once.", nameof(content)),
        };
    }

    internal static Message Write(AlbumContent content)
    {
        var album = new AlbumMessage { ContextInfo = Context(content) };
        Put(content.Images, count => album.ExpectedImageCount = count);
        Put(content.Videos, count => album.ExpectedVideoCount = count);
        return new() { AlbumMessage = album };
    }

    private static Message WritePlain(MediaContent content) => content switch
    {
        ImageContent image => new() { ImageMessage = Write(image) },
        VideoContent { IsNote: true } video => new() { PtvMessage = Write(video) },
        VideoContent video => new() { VideoMessage = Write(video) },
        AudioContent audio => new() { AudioMessage = Write(audio) },
        DocumentContent document => new() { DocumentMessage = Write(document) },
        StickerContent sticker => new() { StickerMessage = Write(sticker) },
        _ => throw new ArgumentException($"Media of the type {content.GetType().Name} can't be sent.", nameof(content)),
    };

    private static ImageMessage Write(ImageContent content)
    {
        var image = new ImageMessage { ContextInfo = Context(content) };
        PutFile(content.File, new(
            text => image.Mimetype = text, number => image.FileLength = number, text => image.Url = text,
            text => image.DirectPath = text, bytes => image.MediaKey = bytes, number => image.MediaKeyTimestamp = number,
            bytes => image.FileSha256 = bytes, bytes => image.FileEncSha256 = bytes));
        Put(content.Caption, caption => image.Caption = caption);
        Put(content.Width, width => image.Width = width);
        Put(content.Height, height => image.Height = height);
        Put(content.Thumbnail, bytes => image.JpegThumbnail = bytes);
        if (content.ViewOnce)
            image.ViewOnce = true;
        return image;
    }

    private static VideoMessage Write(VideoContent content)
    {
        var video = new VideoMessage { ContextInfo = Context(content) };
        PutFile(content.File, new(
            text => video.Mimetype = text, number => video.FileLength = number, text => video.Url = text,
            text => video.DirectPath = text, bytes => video.MediaKey = bytes, number => video.MediaKeyTimestamp = number,
            bytes => video.FileSha256 = bytes, bytes => video.FileEncSha256 = bytes));
        Put(content.Caption, caption => video.Caption = caption);
        Put(content.Duration, seconds => video.Seconds = seconds);
        Put(content.Width, width => video.Width = width);
        Put(content.Height, height => video.Height = height);
        Put(content.Thumbnail, bytes => video.JpegThumbnail = bytes);
        Put(content.StreamingSidecar, bytes => video.StreamingSidecar = bytes);
        if (content.IsGif)
            video.GifPlayback = true;
        if (content.ViewOnce)
            video.ViewOnce = true;
        return video;
    }

    private static AudioMessage Write(AudioContent content)
    {
        var audio = new AudioMessage { ContextInfo = Context(content) };
        PutFile(content.File, new(
            text => audio.Mimetype = text, number => audio.FileLength = number, text => audio.Url = text,
            text => audio.DirectPath = text, bytes => audio.MediaKey = bytes, number => audio.MediaKeyTimestamp = number,
            bytes => audio.FileSha256 = bytes, bytes => audio.FileEncSha256 = bytes));
        Put(content.Duration, seconds => audio.Seconds = seconds);
        Put(content.Waveform, bytes => audio.Waveform = bytes);
        if (content.IsVoice)
            audio.Ptt = true;
        if (content.ViewOnce)
            audio.ViewOnce = true;
        return audio;
    }

    private static DocumentMessage Write(DocumentContent content)
    {
        var document = new DocumentMessage { ContextInfo = Context(content) };
        PutFile(content.File, new(
            text => document.Mimetype = text, number => document.FileLength = number, text => document.Url = text,
            text => document.DirectPath = text, bytes => document.MediaKey = bytes, number => document.MediaKeyTimestamp = number,
            bytes => document.FileSha256 = bytes, bytes => document.FileEncSha256 = bytes));
        Put(content.FileName, name => document.FileName = name);
        Put(content.Title, title => document.Title = title);
        Put(content.Caption, caption => document.Caption = caption);
        Put(content.PageCount, count => document.PageCount = count);
        Put(content.Thumbnail, bytes => document.JpegThumbnail = bytes);
        return document;
    }

    private static StickerMessage Write(StickerContent content)
    {
        var sticker = new StickerMessage { ContextInfo = Context(content) };
        PutFile(content.File, new(
            text => sticker.Mimetype = text, number => sticker.FileLength = number, text => sticker.Url = text,
            text => sticker.DirectPath = text, bytes => sticker.MediaKey = bytes, number => sticker.MediaKeyTimestamp = number,
            bytes => sticker.FileSha256 = bytes, bytes => sticker.FileEncSha256 = bytes));
        Put(content.Width, width => sticker.Width = width);
        Put(content.Height, height => sticker.Height = height);
        Put(content.Thumbnail, bytes => sticker.PngThumbnail = bytes);
        if (content.IsAnimated)
            sticker.IsAnimated = true;
        return sticker;
    }

    private static void PutFile(MediaFile file, FileFields fields)
    {
        Put(file.MimeType, fields.MimeType);
        Put(file.Url, fields.Url);
        Put(file.DirectPath, fields.DirectPath);
        Put(file.MediaKey, fields.MediaKey);
        Put(file.Sha256, fields.Sha256);
        Put(file.EncryptedSha256, fields.EncryptedSha256);
        if (file.Length > 0)
            fields.Length((ulong)file.Length);
        if (file.MediaKeyTime is { } made)
            fields.KeyTime(made.ToUnixTimeSeconds());
    }

    // Every kind has the same fields under numbers of its own.
    private readonly record struct FileFields(
        Action<string> MimeType, Action<ulong> Length, Action<string> Url, Action<string> DirectPath, Action<ByteString> MediaKey,
        Action<long> KeyTime, Action<ByteString> Sha256, Action<ByteString> EncryptedSha256);
}
