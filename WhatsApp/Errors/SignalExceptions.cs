using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of failures of end-to-end encryption: of a message, a session or a sender key; everything else goes on.</summary>
public abstract class SignalException : WhatsAppException
{
    private protected SignalException(string message, RetryReason? reason, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>What the sender is told when it is asked for the message again; null: it must not be asked.</summary>
    internal RetryReason? Reason { get; }
}

/// <summary>There is no session with that device: fetch its keys, or ask it to send with its own.</summary>
public sealed class NoSessionException() : SignalException("There is no session with that device.", RetryReason.NoSession);

/// <summary>The sender's key for the group isn't known, or not the one that this message needs.</summary>
public sealed class NoSenderKeyException() : SignalException("The sender's key for this group isn't known.", RetryReason.NoSession);

/// <summary>A public key in a message or a bundle isn't one, is of small order, or isn't the one that the session was made with.</summary>
public sealed class SignalKeyException(string message, Exception? innerException = null)
    : SignalException(message, RetryReason.InvalidKey, innerException);

/// <summary>A first message needs a prekey of this device that it doesn't have: used up, too old, or never made.</summary>
public sealed class UnknownPreKeyException(string message) : SignalException(message, RetryReason.InvalidKeyId);

/// <summary>A message can't be read: its form is wrong, it lacks a part, or it is of an unknown version.</summary>
public sealed class MalformedSignalMessageException(string message) : SignalException(message, RetryReason.InvalidMessage);

/// <summary>A signature is wrong: of a signed prekey, or of a group message.</summary>
public sealed class SignalSignatureException(string message) : SignalException(message, RetryReason.InvalidSignature);

/// <summary>A message is further ahead of the last one than is followed: honest senders don't get there.</summary>
public sealed class FutureMessageException(uint counter, uint next, uint limit) : SignalException(
    $"Message {counter} is more than {limit} ahead of message {next}, the next one expected.", RetryReason.FutureMessage);

/// <summary>No session with the device can authenticate the message.</summary>
public sealed class SignalMacException()
    : SignalException("The message isn't authentic in any session with its sender.", RetryReason.BadMac);

/// <summary>A stored record can't be read; it is given up, and reported, by whoever has loaded it.</summary>
internal sealed class CorruptRecordException(string message) : SignalException(message, RetryReason.InvalidSession);

/// <summary>The message's key was given up, because too many later messages came before it.</summary>
public sealed class MissingMessageKeyException() : SignalException(
    "The key of this message was given up: too many later ones came before it.", RetryReason.MissingMessageKey);

/// <summary>The message was decrypted before. Whatever it said has been dealt with.</summary>
public sealed class DuplicateMessageException(uint counter)
    : SignalException($"Message {counter} of this chain was decrypted before.", reason: null);

/// <summary>A companion device couldn't show that it belongs to the account that it writes for.</summary>
public sealed class DeviceIdentityException(string message, Exception? innerException = null)
    : SignalException(message, RetryReason.DeviceIdentity, innerException);
