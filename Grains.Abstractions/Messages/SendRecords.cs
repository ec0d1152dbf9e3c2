using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Abstractions.Messages;

/// <summary>Why a message wasn't sent.</summary>
[GenerateSerializer]
public enum SendRefusal
{
    /// <summary>Something about the request can't be.</summary>
    Invalid,

    /// <summary>The session isn't connected.</summary>
    NotWorking,

    /// <summary>There is no such account on WhatsApp.</summary>
    NoRecipient,

    /// <summary>WhatsApp refused it.</summary>
    Refused,

    /// <summary>Nobody knows yet: it may still be sent. Asking again with the same id finds out.</summary>
    Unconfirmed,

    /// <summary>The message that it is about isn't in the chat, or isn't kept.</summary>
    NoMessage,

    /// <summary>The session has sent as many messages as it may, for now.</summary>
    TooMany,
}

/// <summary>What came of sending.</summary>
/// <param name="Status">What the session is.</param>
/// <param name="Message">The message as WAHA's JSON; null if it wasn't sent, or if it was something else than a message.</param>
/// <param name="Refusal">Why not; null if it was.</param>
/// <param name="Reason">The same for people.</param>
/// <param name="RetryAfter">When another try makes sense, if that is known.</param>
[GenerateSerializer, Immutable, Alias("wasilo.SendAnswer")]
public sealed record SendAnswer(SessionStatus Status, string? Message, SendRefusal? Refusal = null, string? Reason = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Not what it says.</summary>
    public override string ToString() => $"SendAnswer {{ {Status}, {Refusal} }}";
}
