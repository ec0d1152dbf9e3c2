namespace Wasilo.WhatsApp.Messages;

/// <summary>Content that is a file, which is encrypted and elsewhere: <see cref="File"/> says where and how to read it.</summary>
/// <param name="File">The file.</param>
public abstract record MediaContent(MediaFile File) : MessageContent
{
    /// <summary>A small picture of it, JPEG (stickers: PNG); empty for none.</summary>
    public ReadOnlyMemory<byte> Thumbnail { get; init; }

    /// <summary>Whether it may be opened only once.</summary>
    public bool ViewOnce { get; init; }
}

/// <summary>A picture.</summary>
public sealed record ImageContent(MediaFile File) : MediaContent(File)
{
    /// <summary>The text below it.</summary>
    public string? Caption { get; init; }

    /// <summary>In pixels; 0 is unknown.</summary>
    public int Width { get; init; }

    /// <summary>In pixels; 0 is unknown.</summary>
    public int Height { get; init; }
}

/// <summary>A video.</summary>
public sealed record VideoContent(MediaFile File) : MediaContent(File)
{
    /// <summary>The text below it.</summary>
    public string? Caption { get; init; }

    /// <summary>How long it is; to the second on the wire.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it runs silently in a loop, as a GIF does.</summary>
    public bool IsGif { get; init; }

    /// <summary>Whether it is a round video note.</summary>
    public bool IsNote { get; init; }

    /// <summary>In pixels; 0 is unknown.</summary>
    public int Width { get; init; }

    /// <summary>In pixels; 0 is unknown.</summary>
    public int Height { get; init; }

    /// <summary>MACs of the file's parts, so that it plays before all of it is there; empty for none.</summary>
    public ReadOnlyMemory<byte> StreamingSidecar { get; init; }
}

/// <summary>Sound.</summary>
public sealed record AudioContent(MediaFile File) : MediaContent(File)
{
    /// <summary>How long it is; to the second on the wire.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it is a voice message.</summary>
    public bool IsVoice { get; init; }

    /// <summary>What a voice message shows: 64 bytes, each a loudness from 0 to 100; empty for none.</summary>
    public ReadOnlyMemory<byte> Waveform { get; init; }
}

/// <summary>Any file.</summary>
public sealed record DocumentContent(MediaFile File) : MediaContent(File)
{
    /// <summary>Its name, with its extension. The sender's choice: no path to be trusted.</summary>
    public string? FileName { get; init; }

    /// <summary>What is shown instead of its name.</summary>
    public string? Title { get; init; }

    /// <summary>The text below it.</summary>
    public string? Caption { get; init; }

    /// <summary>0 is unknown.</summary>
    public int PageCount { get; init; }
}

/// <summary>A sticker: WebP.</summary>
public sealed record StickerContent(MediaFile File) : MediaContent(File)
{
    /// <summary>Whether it moves.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>In pixels; 0 is unknown.</summary>
    public int Width { get; init; }

    /// <summary>In pixels; 0 is unknown.</summary>
    public int Height { get; init; }
}
