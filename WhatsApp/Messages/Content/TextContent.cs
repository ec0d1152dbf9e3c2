namespace Wasilo.WhatsApp.Messages;

/// <summary>Text.</summary>
/// <param name="Text">
/// With WhatsApp's own marks for *bold*, _italic_, ~struck~ and ```fixed```. WhatsApp's clients take at most 65,536 characters.
/// </param>
public sealed record TextContent(string Text) : MessageContent
{
    /// <summary>What is shown of a link in the text; null for none.</summary>
    public LinkPreview? Link { get; init; }
}

/// <summary>What is shown of a link beside the text that holds it.</summary>
/// <param name="Url">The link, as it stands in the text.</param>
public sealed record LinkPreview(string Url)
{
    /// <summary>The page's title.</summary>
    public string? Title { get; init; }

    /// <summary>A sentence about it.</summary>
    public string? Description { get; init; }

    /// <summary>A small picture, JPEG; empty for none.</summary>
    public ReadOnlyMemory<byte> Thumbnail { get; init; }

    /// <summary>The kind only.</summary>
    public override string ToString() => nameof(LinkPreview);
}
