namespace Wasilo.WhatsApp.Binary;

/// <summary>Why the codec refused a frame or a node.</summary>
public enum BinaryNodeFault
{
    /// <summary>The frame is longer than a frame can be.</summary>
    FrameTooLarge,

    /// <summary>The frame ends inside a value, or claims more items than its bytes can hold.</summary>
    Truncated,

    /// <summary>A tag byte has no meaning where it stands.</summary>
    UnknownTag,

    /// <summary>A node has no tag.</summary>
    NodeWithoutTag,

    /// <summary>A tag or an attribute's key is not a plain string.</summary>
    NotText,

    /// <summary>A jid has no server, or one that its form does not allow.</summary>
    BadJidServer,

    /// <summary>A packed string has a digit outside its alphabet.</summary>
    BadPackedDigit,

    /// <summary>The compressed body is not a zlib stream.</summary>
    BadCompression,

    /// <summary>The body inflates to more than <see cref="Limits.InflatedBytes"/>.</summary>
    InflatedTooLarge,

    /// <summary>The body inflates by more than <see cref="Limits.InflateRatio"/>.</summary>
    InflateRatioTooHigh,

    /// <summary>Nodes are nested deeper than <see cref="Limits.Depth"/>.</summary>
    TooDeep,

    /// <summary>The frame has more nodes than <see cref="Limits.Nodes"/>.</summary>
    TooManyNodes,

    /// <summary>A node has more children than <see cref="Limits.Children"/>.</summary>
    TooManyChildren,

    /// <summary>
    /// A node has more attributes than <see cref="Limits.Attributes"/>, or the frame more than <see cref="Limits.FrameAttributes"/>.
    /// </summary>
    TooManyAttributes,

    /// <summary>A string is longer than <see cref="Limits.StringBytes"/>.</summary>
    StringTooLong,
}
