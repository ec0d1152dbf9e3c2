using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>The copies of a message for single devices, as children of <c>participants</c>.</summary>
internal sealed class DeviceCopies(
    MessagePipeline pipeline, SignalTransaction transaction, string? mediaType = null, string? decryptFail = null)
{
    private readonly List<Node> _copies = [];

    /// <summary>Whether one of them is the first that its device gets: then this device must identify itself.</summary>
    internal bool NeedsIdentity { get; private set; }

    internal int Count => _copies.Count;

    /// <summary>Encrypts a copy for a device with which there is a session.</summary>
    internal async Task AddAsync(Jid device, Message message)
    {
        byte[] plaintext = MessageCodec.WritePadded(message, pipeline.Parts.Random);
        var address = await pipeline.Addresses.OfAsync(transaction, device);
        var ciphertext = await transaction.EncryptAsync(address, plaintext);
        NeedsIdentity |= ciphertext.Kind == CiphertextKind.PreKeyMessage;
        _copies.Add(new Node("to", [("jid", device)], EncNodes.Of(ciphertext, mediaType, decryptFail)));
    }

    internal Node ToNode() => new("participants", content: [.. _copies]);
}
