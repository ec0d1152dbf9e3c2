using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Abstractions.Messages;

/// <summary>A text to be sent.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.TextRequest")]
public sealed record TextRequest
{
    /// <summary>Where: a phone number, or an id that ends with @c.us, @lid or @g.us.</summary>
    [Id(0)]
    public required string Chat { get; init; }

    /// <summary>What; at most 65,536 characters.</summary>
    [Id(1)]
    public required string Text { get; init; }

    /// <summary>The id of the message that it answers; null if it answers none.</summary>
    [Id(2)]
    public string? ReplyTo { get; init; }

    /// <summary>Who is mentioned; <c>all</c> is everyone in the group.</summary>
    [Id(3)]
    public string[] Mentions { get; init; } = [];

    /// <summary>The message's id, of the caller's choice: with the same one it is sent once. Null for one that is made here.</summary>
    [Id(4)]
    public string? Id { get; init; }

    /// <summary>Not what it says.</summary>
    public override string ToString() => $"TextRequest {{ {Text?.Length} characters }}";
}

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
}

/// <summary>What came of sending.</summary>
/// <param name="Status">What the session is.</param>
/// <param name="Message">The message as WAHA's JSON; null if it wasn't sent.</param>
/// <param name="Refusal">Why not; null if it was.</param>
/// <param name="Reason">The same for people.</param>
[GenerateSerializer, Immutable, Alias("wasilo.SendAnswer")]
public sealed record SendAnswer(SessionStatus Status, string? Message, SendRefusal? Refusal = null, string? Reason = null)
{
    /// <summary>Not what it says.</summary>
    public override string ToString() => $"SendAnswer {{ {Status}, {Refusal} }}";
}
