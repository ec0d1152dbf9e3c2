namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of failures of the encrypted channel. None can be repaired: drop the connection and make a new one.</summary>
public abstract class NoiseException : WhatsAppException
{
    private protected NoiseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A handshake message can't be read, lacks a part, or asks for a pattern that isn't offered.</summary>
public sealed class HandshakeMessageException(string message, Exception? innerException = null) : NoiseException(message, innerException);

/// <summary>
/// A part of a handshake message isn't authentic: it was changed on the way, or the two sides don't mean the same handshake.
/// </summary>
public sealed class HandshakeDecryptionException(string part)
    : NoiseException($"The handshake failed: {part} isn't authentic. Something between the two sides changes bytes, or isn't WhatsApp.")
{
    /// <summary>Which part it was.</summary>
    public string Part { get; } = part;
}

/// <summary>A frame isn't authentic: it was changed, lost, repeated or reordered on the way.</summary>
public sealed class FrameDecryptionException(uint counter)
    : NoiseException($"Frame {counter} isn't authentic; nothing after it can be read.")
{
    /// <summary>How many frames had been read before it.</summary>
    public uint Counter { get; } = counter;
}

/// <summary>All 2^32 nonces of a direction are used up. A further frame would give away what the others hid.</summary>
public sealed class NonceExhaustedException()
    : NoiseException("This connection has used all its nonces; reconnect. It should have been renewed long before.");
