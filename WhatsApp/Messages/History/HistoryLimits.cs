namespace Wasilo.WhatsApp.Messages;

/// <summary>How much a history may ask of us. Real ones have tens of megabytes, and chats of some.</summary>
internal static class HistoryLimits
{
    /// <summary>Bytes of a whole history, inflated.</summary>
    internal const long Bytes = 512L << 20;

    /// <summary>Bytes of one part: a chat with its messages. This much is held at a time.</summary>
    internal const int PartBytes = 64 << 20;
}
