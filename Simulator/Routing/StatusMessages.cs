using Wasilo.Simulator.Connections;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// Status updates: as in a group whose members are whom the sender encrypts for. One who encrypts for nobody in particular means
/// those of the last time, who have the sender key.
/// </summary>
internal sealed class StatusMessages(ChatServer server)
{
    private static readonly string Peer = Jid.Status.User;

    public Outcome Route(Party sender, MessageDraft draft, long now)
    {
        if (draft.Stanza.Jid("participant") is { } participant)
            return Resend(sender, draft, participant, now);
        if (draft.ForGroup is null)
            return Outcome.Malformed;
        if (sender.Device is { } device && !device.SentIds.TryAdd(draft.Id))
            return Outcome.Done;
        server.ChainUse.WatchGroup(sender, Peer, draft.ForGroup);
        var own = new OwnCiphertexts(server, sender, draft);
        if (own.Devices.Count > 0)
            sender.Phone.SetStatusAudience(sender.Number, [.. own.Devices]);
        var about = About(sender, draft, IsLid(draft), now);
        var common = new Node("message", about, draft.ContentWith(null));
        foreach (var to in sender.Phone.StatusAudience(sender.Number))
        {
            server.Courier.Deliver(to, StanzaKind.Message, Peer,
                own.Take(to) is { } enc ? new Node("message", about, draft.ContentWith(enc)) : common);
        }

        return Outcome.Done;
    }

    private Outcome Resend(Party sender, MessageDraft draft, Jid participant, long now)
    {
        if (draft.Bare is not { } bare)
            return Outcome.Malformed;
        if (server.Courier.Find(participant) is not { } to)
            return Outcome.NotFound;
        server.ChainUse.Watch(sender, to, bare);
        server.Courier.Deliver(to, StanzaKind.Message, Peer, new Node(
            "message", About(sender, draft, participant.Kind == JidKind.Lid, draft.SentAt(now)), draft.ContentOf(bare)));
        return Outcome.Done;
    }

    // The sender is named in the space in which it names the others.
    private static bool IsLid(MessageDraft draft) =>
        draft.Participants is { Children: [var first, ..] } && first.Jid("jid")?.Kind == JidKind.Lid;

    private static NodeAttributes About(Party sender, MessageDraft draft, bool lid, long sentAt) =>
    [
        ("from", Jid.Status),
        ("id", draft.Id),
        ("t", sentAt),
        ("type", draft.Stanza["type"]),
        ("participant", sender.In(lid)),
        (lid ? "participant_pn" : "participant_lid", sender.Phone.In(!lid)),
        ("addressing_mode", lid ? "lid" : null),
        ("notify", sender.Phone.Name),
        ("edit", draft.Stanza["edit"]),
    ];
}
