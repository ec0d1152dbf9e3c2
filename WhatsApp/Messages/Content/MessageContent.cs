namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// What a message says: the base of one immutable type for each kind. Received content has what the sender wrote, checked for form only;
/// content to send needs what its type says is required, the rest has its usual value.
/// </summary>
/// <remarks>Bytes and lists are compared by reference, so two contents are rarely equal; compare their parts.</remarks>
public abstract record MessageContent
{
    private protected MessageContent()
    {
    }

    /// <summary>What it answers, whom it mentions, whether it was forwarded, how long it stays.</summary>
    public MessageContext Context { get; init; } = MessageContext.None;

    /// <summary>The kind only: what people write to each other isn't for logs.</summary>
    public sealed override string ToString() => GetType().Name;
}
