using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>What came of decrypting a stanza.</summary>
internal readonly record struct DecryptionOutcome(DecryptionResult Result)
{
    /// <summary>The message, if there is one.</summary>
    internal DecodedMessage? Message { get; init; }

    /// <summary>Why it can't be decrypted; null if the sender must not be asked for it again.</summary>
    internal RetryReason? Reason { get; init; }

    /// <summary>Whether the sender needs keys of this device at once, because it can't know that any are lacking.</summary>
    internal bool NeedsKeys { get; init; }

    /// <summary>How often the sender has encrypted it again already.</summary>
    internal int Count { get; init; }

    /// <summary>Whether the user isn't to be told of a message that can't be decrypted, such as a reaction.</summary>
    internal bool IsHidden { get; init; }
}

/// <summary>What can come of decrypting a stanza.</summary>
internal enum DecryptionResult
{
    /// <summary>A message.</summary>
    Message,

    /// <summary>It was decrypted before.</summary>
    Duplicate,

    /// <summary>It can't be decrypted here and now.</summary>
    Failed,

    /// <summary>It was decrypted, and isn't a message.</summary>
    Malformed,

    /// <summary>Senders don't encrypt it for this device.</summary>
    Unavailable,

    /// <summary>There is no ciphertext in it.</summary>
    Empty,

    /// <summary>There is none that this version can decrypt.</summary>
    UnknownEncryption,

    /// <summary>It is a bot's, encrypted with the secret of the message that it answers.</summary>
    Bot,
}
