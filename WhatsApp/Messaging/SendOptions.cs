namespace Wasilo.WhatsApp.Messaging;

/// <summary>How a message is sent.</summary>
public sealed record SendOptions
{
    /// <summary>
    /// Of the caller's choice: with the same key a message is sent once, however often it is asked for, also after a crash. Null sends
    /// each time.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The message's id instead of one made here: 3EB0 and 16 or more upper-case hexadecimal digits. It is a key, too.</summary>
    public string? Id { get; init; }
}
