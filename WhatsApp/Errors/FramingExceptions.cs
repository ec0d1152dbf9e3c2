namespace Wasilo.WhatsApp.Errors;

/// <summary>A frame is longer than is allowed. From the other side it means a broken or hostile stream: drop the connection.</summary>
public sealed class FrameTooLargeException(long length, int limit)
    : WhatsAppException($"A frame of {length} bytes is over the limit of {limit}; the connection can't be used further.")
{
    /// <summary>What the frame's header announced, or what was to be sent.</summary>
    public long Length { get; } = length;

    /// <summary>The most that is allowed.</summary>
    public int Limit { get; } = limit;
}

/// <summary>A client didn't open its stream the way WhatsApp's clients do. Seen by a server only.</summary>
public sealed class InvalidIntroException(string message) : WhatsAppException(message);
