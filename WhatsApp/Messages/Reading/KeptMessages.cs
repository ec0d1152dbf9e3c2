using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Reads messages again that an application has kept: the bytes of <c>MessageReceived</c>, or of what was sent.</summary>
public static class KeptMessages
{
    /// <summary>What it says; null if it has nothing to say to a user.</summary>
    /// <param name="bytes">A protobuf Message without padding.</param>
    /// <param name="isFromMe">Whether this account sent it, from whichever device.</param>
    /// <exception cref="MessageException">The bytes aren't a message.</exception>
    public static MessageContent? ReadContent(ReadOnlyMemory<byte> bytes, bool isFromMe) => MessageReader.Read(bytes, isFromMe).Content;

    /// <summary>Its secret, with which votes in it are made; null if it has none.</summary>
    /// <param name="bytes">A protobuf Message without padding.</param>
    /// <param name="isFromMe">Whether this account sent it, from whichever device.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="senders">Who sent it; see <see cref="MessageSecret"/>.</param>
    /// <exception cref="MessageException">The bytes aren't a message.</exception>
    public static MessageSecret? ReadSecret(ReadOnlyMemory<byte> bytes, bool isFromMe, string id, ImmutableArray<Jid> senders) =>
        MessageReader.Read(bytes, isFromMe).Secret is { Length: MessageSecret.Length } secret ? new MessageSecret(secret, id, senders) : null;
}
