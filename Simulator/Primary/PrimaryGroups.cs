using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Groups;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone sends to many under its sender key.</summary>
internal sealed class PrimaryGroups(PrimaryDevice primary)
{
    private SignalAddress Me => PrimarySessions.AddressOf(primary.Self);

    public Task<Node> ToGroupAsync(string id, Jid to, Message message, StanzaAttributes about)
    {
        if (!primary.Server.Groups.TryFind(to, out var group))
            throw new UnknownGroupException(to.ToString());
        return EncryptAsync(id, to, group.IsLid, PartiesOf(group.Members.Select(static member => member.Phone)), message, about);
    }

    public Task<Node> ToStatusAsync(string id, IReadOnlyList<Phone> audience, Message message, StanzaAttributes about) =>
        EncryptAsync(id, Jid.Status, lid: true, PartiesOf(audience.Append(primary.Phone).Distinct()), message, about);

    /// <summary>What one device gets that couldn't decrypt a message: the message with the sender key.</summary>
    public async Task<byte[]> AgainAsync(SignalTransaction transaction, Jid to, Message message)
    {
        var again = message.Clone();
        again.SenderKeyDistributionMessage =
            MessageWriter.SenderKeyCarrier(to, await transaction.DistributionOfAsync(to, Me)).SenderKeyDistributionMessage;
        return MessageCodec.WritePadded(again, primary.Random);
    }

    private Task<Node> EncryptAsync(string id, Jid to, bool lid, Party[] parties, Message message, StanzaAttributes about) =>
        primary.Sessions.DoAsync(async transaction =>
        {
            var others = parties.Where(party => party != primary.Self).ToArray();
            var addresses = others.Select(PrimarySessions.AddressOf).ToHashSet();
            // Someone who has left must not read on: the next message has a new key, and everyone else gets that.
            if (!addresses.IsSupersetOf(await transaction.HoldersAsync(to, Me)))
                await transaction.RotateSenderKeyAsync(to, Me);
            var holders = await transaction.HoldersAsync(to, Me);
            var carrier = MessageCodec.WritePadded(
                MessageWriter.SenderKeyCarrier(to, await transaction.DistributionOfAsync(to, Me)), primary.Random);
            var nodes = new List<Node>();
            foreach (var party in others)
            {
                if (!holders.Contains(PrimarySessions.AddressOf(party)))
                    nodes.Add(await PrimaryOutbox.ForAsync(transaction, party, carrier, null, lid));
            }

            var ciphertext = await transaction.EncryptForGroupAsync(to, Me, MessageCodec.WritePadded(message, primary.Random));
            await transaction.AddHoldersAsync(to, Me, addresses);
            var enc = new Node(
                "enc",
                [("v", "2"), ("type", "skmsg"), ("mediatype", about.MediaType), ("decrypt-fail", about.DecryptFail)],
                ciphertext);
            List<Node> content = nodes.Count == 0 ? [enc] : [new Node("participants", default, NodeContent.Of([.. nodes])), enc];
            if (about.Meta is not null)
                content.Add(about.Meta);
            return new Node(
                "message",
                [("id", id), ("to", to), ("type", about.Type), ("edit", about.Edit), ("addressing_mode", lid ? "lid" : "pn")],
                NodeContent.Of([.. content]));
        });

    private Party[] PartiesOf(IEnumerable<Phone> phones) => [.. phones.SelectMany(primary.Server.Courier.PartiesOf)];
}
