using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone sends: encrypted for each device, as clients do it.</summary>
internal sealed class PrimaryOutbox(PrimaryDevice primary)
{
    /// <summary>Sends to a user, a group, or, to an audience, as status.</summary>
    /// <exception cref="MessageRefusedException">The server didn't take it.</exception>
    public async Task<LoggedMessage> SendAsync(Jid to, Message message, string? id = null, IReadOnlyList<Phone>? audience = null)
    {
        id ??= primary.NextId();
        var about = StanzaAttributes.Of(message);
        var stanza = to.Kind switch
        {
            JidKind.Group => await primary.Groups.ToGroupAsync(id, to, message, about),
            JidKind.Status => await primary.Groups.ToStatusAsync(id, audience ?? [], message, about),
            _ => await ToUserAsync(id, to.ToAccount(), message, about),
        };
        Hand(stanza);
        var decoded = MessageReader.Read(message, ReadOnlyMemory<byte>.Empty, isFromOwnAccount: false);
        var logged = new LoggedMessage(
            id, to.ToAccount(), primary.Phone.In(SpaceOf(to)), FromMe: true, primary.Phone.Name, primary.Server.Time.GetUtcNow(), message,
            decoded.Content, decoded.Secret);
        primary.Log.Add(logged);
        return logged;
    }

    /// <summary>Sends to one of the account's own devices what only phones say.</summary>
    public async Task<string> SendPeerAsync(Device device, Message message)
    {
        var id = primary.NextId();
        var to = new Party(primary.Phone, device);
        var plaintext = MessageCodec.WritePadded(message, primary.Random);
        var enc = await primary.Sessions.DoAsync(transaction => EncryptAsync(transaction, to, plaintext, null));
        Hand(new Node(
            "message", [("id", id), ("to", device.Jid), ("type", "text"), ("category", "peer")], enc));
        return id;
    }

    /// <summary>Hands a message to the server.</summary>
    public void Hand(Node stanza)
    {
        var ack = primary.Server.Messages.Take(primary.Self, stanza);
        if (ack["error"] is { } error)
            throw new MessageRefusedException(stanza.Jid("to")!.ToString(), error);
    }

    /// <summary>A ciphertext for one device; begins a session if there is none.</summary>
    public static async Task<Node> EncryptAsync(
        SignalTransaction transaction, Party to, ReadOnlyMemory<byte> plaintext, StanzaAttributes? about, string? count = null)
    {
        await PrimarySessions.EnsureSessionAsync(transaction, to);
        var ciphertext = await transaction.EncryptAsync(PrimarySessions.AddressOf(to), plaintext);
        return new Node(
            "enc",
            [
                ("v", "2"),
                ("type", ciphertext.Kind == CiphertextKind.PreKeyMessage ? "pkmsg" : "msg"),
                ("count", count),
                ("mediatype", about?.MediaType),
                ("decrypt-fail", about?.DecryptFail),
            ],
            ciphertext.Bytes);
    }

    /// <summary>The same with the name of the device.</summary>
    public static async Task<Node> ForAsync(
        SignalTransaction transaction, Party party, byte[] plaintext, StanzaAttributes? about, bool lid) =>
        new("to", [("jid", party.In(lid))], await EncryptAsync(transaction, party, plaintext, about));

    private async Task<Node> ToUserAsync(string id, Jid to, Message message, StanzaAttributes about)
    {
        if (!primary.Server.Phones.TryFind(to, out var recipient))
            throw new UnknownPhoneException(to.User);
        var lid = to.Kind == JidKind.Lid;
        var toOthers = MessageCodec.WritePadded(message, primary.Random);
        var toOwn = MessageCodec.WritePadded(MessageWriter.ForOwnDevices(message, to), primary.Random);
        var nodes = await primary.Sessions.DoAsync(async transaction =>
        {
            var encrypted = new List<Node>();
            foreach (var device in primary.Phone.DeviceList)
                encrypted.Add(await ForAsync(transaction, new Party(primary.Phone, device), toOwn, about, lid));
            foreach (var party in recipient == primary.Phone ? [] : primary.Server.Courier.PartiesOf(recipient))
                encrypted.Add(await ForAsync(transaction, party, toOthers, about, lid));
            return encrypted;
        });
        return new Node(
            "message",
            [("id", id), ("to", to), ("type", about.Type), ("edit", about.Edit)],
            about.Meta is null
                ? NodeContent.Of(new Node("participants", default, NodeContent.Of([.. nodes])))
                : NodeContent.Of(new Node("participants", default, NodeContent.Of([.. nodes])), about.Meta));
    }

    private bool SpaceOf(Jid to) => to.Kind switch
    {
        JidKind.Group => primary.Server.Groups.TryFind(to, out var group) && group.IsLid,
        var kind => kind == JidKind.Lid,
    };
}
