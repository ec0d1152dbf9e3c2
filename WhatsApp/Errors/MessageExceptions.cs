namespace Wasilo.WhatsApp.Errors;

/// <summary>The base of the ways in which a decrypted message can't be understood. Asking for it again gives the same bytes.</summary>
public abstract class MessageException : WhatsAppException
{
    private protected MessageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A message isn't formed as one: wrong padding, or not the protobuf that it should be.</summary>
public sealed class MalformedMessageException(string message, Exception? innerException = null) : MessageException(message, innerException);

/// <summary>A message, or a part of a history, is longer than is allowed.</summary>
public sealed class MessageTooLargeException(string what, long length, long limit)
    : MessageException($"A {what} of {length} bytes is over the limit of {limit}.")
{
    /// <summary>Its length in bytes, as far as it was read or as it says itself.</summary>
    public long Length { get; } = length;

    /// <summary>The most that is allowed.</summary>
    public long Limit { get; } = limit;
}

/// <summary>
/// Something that was encrypted with a message's secret doesn't open: the secret is another message's, someone else wrote it than the
/// stanza says, or it was changed on the way.
/// </summary>
public sealed class MessageSecretException(string what)
    : MessageException($"The {what} isn't encrypted with the secret of the message that it names, or not by whom the stanza names.");
