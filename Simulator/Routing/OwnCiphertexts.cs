using Wasilo.Simulator.Connections;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>The ciphertexts for single devices of a message that goes to many.</summary>
internal sealed class OwnCiphertexts
{
    private readonly Dictionary<Party, Node>? _ciphertexts;

    public OwnCiphertexts(ChatServer server, Party sender, MessageDraft draft)
    {
        if (draft.Participants is not { Children.Length: > 0 } participants)
            return;
        _ciphertexts = new Dictionary<Party, Node>(participants.Children.Length);
        foreach (var node in participants.Children)
        {
            // Baileys encrypts for its own sending device as well, in groups addressed by hidden id.
            if (server.Courier.Find(node.Jid("jid")) is not { } to || to == sender)
                continue;
            if (MessageDraft.CiphertextOf(node) is not { } enc)
                server.Violations.Record(sender, $"a recipient without a proper ciphertext in message {draft.Id}");
            else if (_ciphertexts.TryAdd(to, enc))
                server.ChainUse.Watch(sender, to, enc);
        }
    }

    /// <summary>The devices that have one.</summary>
    public IReadOnlyCollection<Party> Devices => _ciphertexts is null ? [] : _ciphertexts.Keys;

    /// <summary>The one for a device, or null.</summary>
    public Node? Take(Party to) => _ciphertexts is not null && _ciphertexts.TryGetValue(to, out var enc) ? enc : null;
}
