using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of the ways in which sending a message fails.</summary>
public abstract class SendException : WhatsAppException
{
    private protected SendException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The server refused a message. It reached nobody.</summary>
public sealed class MessageRefusedException(string id, int code)
    : SendException($"The server refused message {id} with error {code} ({ReasonOf(code)}).")
{
    /// <summary>The message's id.</summary>
    public string Id { get; } = id;

    /// <summary>The server's number for it.</summary>
    public int Code { get; } = code;

    /// <summary>What the number means, as far as it is known.</summary>
    public RefusalReason Reason { get; } = ReasonOf(code);

    private static RefusalReason ReasonOf(int code) => code switch
    {
        400 or 479 => RefusalReason.Malformed,
        401 or 403 => RefusalReason.NotAllowed,
        404 => RefusalReason.NotFound,
        405 => RefusalReason.NotAllowed,
        406 => RefusalReason.NotAcceptable,
        408 or 500 or 503 => RefusalReason.ServerFailed,
        420 or 421 => RefusalReason.StaleAddressing,
        429 => RefusalReason.TooMany,
        463 => RefusalReason.NotTrusted,
        475 => RefusalReason.NotAllowed,
        _ => RefusalReason.Unknown,
    };
}

/// <summary>What the server has against a message.</summary>
public enum RefusalReason
{
    /// <summary>A number that isn't known.</summary>
    Unknown,

    /// <summary>The stanza isn't as the server wants it (400, 479).</summary>
    Malformed,

    /// <summary>The account may not write there (401, 403, 405, 475).</summary>
    NotAllowed,

    /// <summary>The recipient isn't there (404).</summary>
    NotFound,

    /// <summary>The server doesn't accept it, as from an account that is restricted (406).</summary>
    NotAcceptable,

    /// <summary>The addressing of the group or its members is out of date (420, 421).</summary>
    StaleAddressing,

    /// <summary>Too many messages (429).</summary>
    TooMany,

    /// <summary>The recipient never wrote to this account, or the account may not write to strangers for a while (463).</summary>
    NotTrusted,

    /// <summary>The server failed (408, 500, 503).</summary>
    ServerFailed,
}

/// <summary>The server didn't say in time whether it has a message. It may have it; the same idempotency key finds out.</summary>
public sealed class SendTimeoutException(string id, TimeSpan timeout)
    : SendException($"The server didn't confirm message {id} within {timeout.TotalSeconds:0} s. It may have been delivered.")
{
    /// <summary>The message's id.</summary>
    public string Id { get; } = id;

    /// <summary>How long was waited.</summary>
    public TimeSpan Timeout { get; } = timeout;
}

/// <summary>There is no account at that address, or it has no device that can be written to.</summary>
public sealed class RecipientNotFoundException(Jid chat) : SendException($"{chat} has no device that can be written to.")
{
    /// <summary>Who was to be written to.</summary>
    public Jid Chat { get; } = chat;
}

/// <summary>The client was stopped for good, or logged out, before the message was sent.</summary>
public sealed class SendCancelledException(string id)
    : SendException($"Message {id} wasn't sent: the device was logged out, or the client disposed of.")
{
    /// <summary>The message's id.</summary>
    public string Id { get; } = id;
}
