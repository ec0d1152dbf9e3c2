namespace Wasilo.WhatsApp.Signal;

/// <summary>How much is kept and followed, so that no peer can make a record or a computation grow without end.</summary>
internal static class SignalLimits
{
    /// <summary>How far ahead of the next expected message one may be; libsignal's MAX_FORWARD_JUMPS.</summary>
    internal const uint Jump = 25_000;

    /// <summary>
    /// The same for an archived session that doesn't know the message's ratchet key, as libsignal for Node has it for all. There may be
    /// forty of those, and each must be advanced before it can tell that the message isn't its own.
    /// </summary>
    internal const uint ArchivedJump = 2_000;

    /// <summary>Keys of messages that didn't come yet, in a chain; libsignal's MAX_MESSAGE_KEYS. The oldest are given up.</summary>
    internal const int SkippedKeys = 2_000;

    /// <summary>
    /// Runs of such keys in a sender's chain. Baileys uses every other key only, so that each of its messages leaves a run of one:
    /// two thousand of them would be 68 KB to write with each message, for keys that nobody uses.
    /// </summary>
    internal const int SenderKeyGaps = 128;

    /// <summary>Receiving chains of a session; libsignal's MAX_RECEIVER_CHAINS.</summary>
    internal const int ReceivingChains = 5;

    /// <summary>Earlier sessions with a device; libsignal's ARCHIVED_STATES_MAX_LENGTH.</summary>
    internal const int ArchivedSessions = 40;

    /// <summary>Sender keys of one sender in a group; libsignal's MAX_SENDER_KEY_STATES.</summary>
    internal const int SenderKeys = 5;

    /// <summary>
    /// A record at rest. One session has at most five chains of two thousand keys, 340 KB; archived ones are kept as far as they fit.
    /// </summary>
    internal const int RecordLength = 512 * 1024;
}
