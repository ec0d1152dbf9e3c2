using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Reads what was decrypted: takes the wrappers off, and makes content of the rest.</summary>
internal static class MessageReader
{
    /// <summary>Reads a decrypted text, whose end is padding.</summary>
    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, bool)"/>
    internal static DecodedMessage ReadPadded(ReadOnlyMemory<byte> plaintext, bool isFromOwnAccount) =>
        Read(MessagePadding.Remove(plaintext), isFromOwnAccount);

    /// <param name="bytes">The message without padding. They are kept, not copied.</param>
    /// <param name="isFromOwnAccount">
    /// Whether another device of this account sent it. Only those may say to whom else they sent something.
    /// </param>
    /// <exception cref="MalformedMessageException">It isn't a message.</exception>
    /// <exception cref="MessageTooLargeException">It is over 16 MiB.</exception>
    internal static DecodedMessage Read(ReadOnlyMemory<byte> bytes, bool isFromOwnAccount) =>
        Read(MessageCodec.Read(bytes), bytes, isFromOwnAccount);

    /// <summary>Makes content of a message that is parsed already.</summary>
    internal static DecodedMessage Read(Message outer, ReadOnlyMemory<byte> bytes, bool isFromOwnAccount)
    {
        var message = outer;
        Jid? sentTo = null;
        if (isFromOwnAccount && outer.DeviceSentMessage is { Message: not null } sent)
        {
            message = sent.Message;
            sentTo = ContentParts.ReadJid(sent.DestinationJid);
        }

        var inner = MessageWrappers.Unwrap(message);
        // Beside a wrapper, or within it: clients differ.
        var info = inner.MessageContextInfo ?? message.MessageContextInfo ?? outer.MessageContextInfo;
        bool isViewOnce = MessageWrappers.Passes(message, wrapped => MessageWrappers.ViewOnceWrapper(wrapped) is not null);
        return new()
        {
            Bytes = bytes,
            Message = inner,
            Content = ContentReader.Read(inner, info, isViewOnce),
            SentTo = sentTo,
            IsEphemeral = MessageWrappers.Passes(message, wrapped => wrapped.EphemeralMessage is not null),
            IsViewOnce = isViewOnce,
            Distribution = inner.SenderKeyDistributionMessage
                ?? message.SenderKeyDistributionMessage ?? outer.SenderKeyDistributionMessage,
            Secret = info is { MessageSecret.Length: MessageSecret.Length } ? info.MessageSecret.Memory : default,
        };
    }
}
