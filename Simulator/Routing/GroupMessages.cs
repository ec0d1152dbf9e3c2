using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Groups;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// Messages to groups: one ciphertext under the sender key for everyone, and for those who don't have that key yet one of their own that
/// brings it.
/// </summary>
internal sealed class GroupMessages(ChatServer server)
{
    public Outcome Route(Party sender, MessageDraft draft, long now)
    {
        if (!server.Groups.TryFind(draft.To, out var group))
            return Outcome.NotFound;
        if (!group.MaySend(sender.Phone))
            return Outcome.Forbidden;
        if (draft.Stanza.Jid("participant") is { } participant)
            return Resend(sender, group, draft, participant, now);
        if (draft.ForGroup is null && draft.Participants is null)
            return Outcome.Malformed;
        if (sender.Device is { } device && !device.SentIds.TryAdd(draft.Id))
            return Outcome.Done;
        server.ChainUse.WatchGroup(sender, group.Id, draft.ForGroup);
        SendToAll(sender, group, draft, now);
        return OutcomeFor(sender, group, draft.Stanza["phash"]);
    }

    private void SendToAll(Party sender, Group group, MessageDraft draft, long now)
    {
        var about = About(sender, group, draft, now);
        var own = new OwnCiphertexts(server, sender, draft);
        var common = draft.ForGroup is null ? null : new Node("message", about, draft.ContentWith(null));
        foreach (var member in group.MemberList)
        {
            Send(new Party(member.Phone, null));
            foreach (var device in member.Phone.DeviceList)
                Send(new Party(member.Phone, device));
        }

        void Send(Party to)
        {
            if (to == sender)
                return;
            var stanza = own.Take(to) is { } enc ? new Node("message", about, draft.ContentWith(enc)) : common;
            if (stanza is not null)
                server.Courier.Deliver(to, StanzaKind.Message, group.Id, stanza);
        }
    }

    // To one device that asked for it.
    private Outcome Resend(Party sender, Group group, MessageDraft draft, Jid participant, long now)
    {
        if (draft.Bare is not { } bare)
            return Outcome.Malformed;
        if (server.Courier.Find(participant) is not { } to || !group.Has(to.Phone))
            return Outcome.NotFound;
        server.ChainUse.Watch(sender, to, bare);
        server.Courier.Deliver(to, StanzaKind.Message, group.Id, new Node(
            "message", About(sender, group, draft, draft.SentAt(now)), draft.ContentOf(bare)));
        return Outcome.Done;
    }

    private static NodeAttributes About(Party sender, Group group, MessageDraft draft, long sentAt) =>
    [
        ("from", group.Jid),
        ("id", draft.Id),
        ("t", sentAt),
        ("type", draft.Stanza["type"]),
        ("participant", sender.In(group.IsLid)),
        (group.IsLid ? "participant_pn" : "participant_lid", sender.Phone.In(!group.IsLid)),
        ("addressing_mode", group.IsLid ? "lid" : "pn"),
        ("notify", sender.Phone.Name),
        ("edit", draft.Stanza["edit"]),
    ];

    // Only who says for whom it was encrypted can have got that wrong. With or without the sending device: clients differ in it.
    private static Outcome OutcomeFor(Party sender, Group group, string? claimed)
    {
        if (claimed is null)
            return Outcome.Done;
        var devices = group.Members.SelectMany(member => member.Phone.Addresses(group.IsLid)).ToArray();
        var hash = ParticipantHash.Of(devices);
        var isRight = claimed == hash || claimed == ParticipantHash.Of(devices.Where(device => device != sender.In(group.IsLid)));
        return isRight ? Outcome.Done : new Outcome(null, hash);
    }
}
