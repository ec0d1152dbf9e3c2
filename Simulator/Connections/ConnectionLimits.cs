namespace Wasilo.Simulator.Connections;

/// <summary>What one client may cost.</summary>
internal static class ConnectionLimits
{
    /// <summary>Bytes of a frame before the client has said who it is; a ClientFinish has about 1 KiB.</summary>
    public const int HandshakeFrame = 64 * 1024;

    /// <summary>Bytes of a frame after that; the largest known, an upload of 812 prekeys, has 32 KiB.</summary>
    public const int Frame = 8 * 1024 * 1024;

    /// <summary>Bytes read from the socket at once.</summary>
    public const int ReadBuffer = 4 * 1024;

    /// <summary>Frames waiting to be sent. A client that doesn't read while it is sent this many is dropped.</summary>
    public const int OutboxFrames = 32 * 1024;

    /// <summary>Bytes waiting to be sent, before the last frame: the largest frame must fit an empty outbox.</summary>
    public const int OutboxBytes = 4 * 1024 * 1024;

    /// <summary>Waiting frames above which stanzas stay in the device's mailbox: a device that reads slowly isn't dropped for it.</summary>
    public const int FullFrames = 1024;

    /// <summary>The same in bytes.</summary>
    public const int FullBytes = 1024 * 1024;

    /// <summary>Waiting frames below which the mailbox is asked for more.</summary>
    public const int RoomyFrames = 512;

    /// <summary>The same in bytes.</summary>
    public const int RoomyBytes = 512 * 1024;

    /// <summary>Bytes that are written at once, if there is so much.</summary>
    public const int BatchBytes = 16 * 1024;

    /// <summary>Bytes of the buffer for encoding that a thread keeps.</summary>
    public const int KeptBuffer = 64 * 1024;
}
