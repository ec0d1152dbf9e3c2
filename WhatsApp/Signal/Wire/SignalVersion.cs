using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>The first byte of every Signal message: its version in the high half, the sender's newest version in the low one.</summary>
internal static class SignalVersion
{
    internal const byte Byte = Version << 4 | Version;

    private const int Version = 3;

    /// <summary>Returns what follows the version.</summary>
    /// <param name="message">Whole.</param>
    /// <param name="trailer">How many bytes at the end are a MAC or a signature.</param>
    internal static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> message, int trailer)
    {
        if (message.Length < 1 + trailer)
            throw new MalformedSignalMessageException("A Signal message is too short to be one.");
        if (message[0] >> 4 != Version)
        {
            throw new MalformedSignalMessageException(
                $"Signal messages are of version {Version}; this one is of version {message[0] >> 4}.");
        }

        return message[1..^trailer];
    }
}
