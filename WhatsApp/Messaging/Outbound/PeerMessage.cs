using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>A message to the account's own phone that no user sees.</summary>
/// <remarks><code>
/// &lt;message id to="(own phone)" type="text" category="peer" push_priority="high"&gt;
///   &lt;meta appdata="default"/&gt;&lt;enc v="2" type="pkmsg|msg"/&gt;[&lt;device-identity/&gt;]
/// &lt;/message&gt;
/// </code></remarks>
internal sealed class PeerMessage(MessagePipeline pipeline, string id, Message message)
    : OutgoingItem(id, pipeline.Me.Id!.ToAccount())
{
    private readonly KeySupply _keys = new(pipeline);

    internal override Task PrepareAsync() => Task.CompletedTask;

    internal override Task FetchAsync() => _keys.FetchAsync([Lane]);

    internal override async Task<Sealed?> EncryptAsync(SignalTransaction transaction)
    {
        if (await _keys.FindMissingAsync(transaction, [Lane]) is not null)
            return null;
        if (_keys.IsUnreachable(Lane))
            throw new RecipientNotFoundException(Lane);
        byte[] plaintext = MessageCodec.WritePadded(message, pipeline.Parts.Random);
        var ciphertext = await transaction.EncryptAsync(await pipeline.Addresses.OfAsync(transaction, Lane), plaintext);
        var content = new List<Node>(3) { new("meta", [("appdata", "default")]), EncNodes.Of(ciphertext) };
        if (ciphertext.Kind == CiphertextKind.PreKeyMessage)
            content.Add(EncNodes.DeviceIdentity(pipeline.Me.Account));
        var stanza = new Node(
            "message",
            [("id", Id), ("to", Lane), ("type", "text"), ("category", "peer"), ("push_priority", "high")],
            [.. content]);
        return new Sealed(stanza, Lane, message.ToByteArray(), [Lane], IsForUsers: false);
    }
}
