namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// How much a frame may ask of us. Nothing here is a promise of the protocol except where it says so: the other clients of the
/// field have no limits, and a compressed frame of 510 KiB makes Baileys 7.0.0-rc14 allocate 512 MiB, 25 KB of nested lists
/// overflow its stack. Together they bound what one frame costs, whatever its bytes are, to about 150 MiB, and
/// what an honest frame costs to a few times its length.
/// </summary>
public static class Limits
{
    /// <summary>Bytes of a frame: the frame's length is three bytes on the wire (WhatsApp frames; whatsmeow refuses the same).</summary>
    public const int FrameBytes = (1 << 24) - 1;

    /// <summary>
    /// Bytes of an encoded node: what FrameBytes leaves beside the 16 bytes that AES-GCM adds to it.
    /// </summary>
    public const int EncodedNodeBytes = FrameBytes - 16;

    /// <summary>Bytes that a compressed body may inflate to; whatsapp-rust has the same 16 MiB.</summary>
    public const int InflatedBytes = 1 << 24;

    /// <summary>
    /// How many times its own length a body may inflate to. Stanzas deflate to a half or a tenth; deflate's
    /// own bound is 1032.
    /// </summary>
    public const int InflateRatio = 200;

    /// <summary>Bytes below which <see cref="InflateRatio"/> does not matter: a small body may be all one letter.</summary>
    public const int InflateRatioFreeBytes = 64 * 1024;

    /// <summary>How deep nodes may be nested, the root counted. The deepest stanzas known have 8 levels.</summary>
    public const int Depth = 64;

    /// <summary>Nodes of a frame, the root counted. A device list of 10,000 contacts has about 50,000.</summary>
    public const int Nodes = 200_000;

    /// <summary>Children of a node: the count is two bytes on the wire.</summary>
    public const int Children = ushort.MaxValue;

    /// <summary>Attributes of a node. The richest stanzas known have about 20; the wire could say 32,767.</summary>
    public const int Attributes = 256;

    /// <summary>
    /// Attributes of a frame. An attribute of three bytes on the wire becomes fifty in memory, so
    /// that 16 MiB of them would be a quarter of a gigabyte; two and a half per node are more than stanzas have.
    /// </summary>
    public const int FrameAttributes = 500_000;

    /// <summary>UTF-8 bytes of a string. Content that is bytes may fill the frame.</summary>
    public const int StringBytes = 1 << 20;
}
