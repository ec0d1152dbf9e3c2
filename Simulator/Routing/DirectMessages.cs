using System.Globalization;
using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Routing;

/// <summary>Messages from one account to another: a ciphertext for each device of both.</summary>
internal sealed class DirectMessages(ChatServer server)
{
    public Outcome Route(Party sender, MessageDraft draft, long now)
    {
        if (!server.Phones.TryFind(draft.To, out var recipient))
            return Outcome.NotFound;
        // Beside a ciphertext for the one device named by "to", Baileys sends the same again under participants: one of them is enough.
        if (draft.Bare is { } bare)
            return RouteToOne(sender, draft, recipient, bare, now);
        if (draft.Participants is not { } participants)
            return Outcome.Malformed;
        if (sender.Device is { } device && !device.SentIds.TryAdd(draft.Id))
            return Outcome.Done;
        return RouteToAll(sender, draft, recipient, participants, now);
    }

    private Outcome RouteToOne(Party sender, MessageDraft draft, Phone recipient, Node bare, long now)
    {
        if (server.Courier.Find(draft.To) is not { } to)
            return Outcome.NotFound;
        if (to == sender)
            return Outcome.Malformed;
        var about = recipient == sender.Phone ? AboutOwnCopy(sender, draft, draft.Stanza.Jid("recipient")) : AboutMessage(sender, draft);
        Deliver(sender, to, draft, bare, about, draft.SentAt(now));
        return Outcome.Done;
    }

    private Outcome RouteToAll(Party sender, MessageDraft draft, Phone recipient, Node participants, long now)
    {
        var toOwn = AboutOwnCopy(sender, draft, draft.To.ToAccount());
        var toOthers = AboutMessage(sender, draft);
        Span<bool> own = stackalloc bool[byte.MaxValue + 1];
        Span<bool> others = stackalloc bool[byte.MaxValue + 1];
        var delivered = 0;
        var complete = true;
        foreach (var node in participants.Children)
        {
            if (server.Courier.Find(node.Jid("jid")) is not { } to || (to.Phone != recipient && to.Phone != sender.Phone))
            {
                complete = false; // a device that was unlinked meanwhile, or one that has no part in this
                continue;
            }

            var seen = to.Phone == sender.Phone ? own : others;
            if (to == sender || seen[to.Number])
                continue;
            if (MessageDraft.CiphertextOf(node) is not { } enc)
            {
                server.Violations.Record(sender, $"a recipient without a proper ciphertext in message {draft.Id}");
                continue;
            }

            seen[to.Number] = true;
            delivered++;
            Deliver(sender, to, draft, enc, to.Phone == sender.Phone ? toOwn : toOthers, now);
        }

        return complete && delivered == Expected(sender, recipient)
            ? Outcome.Done
            : new Outcome(null, ParticipantHash.Of(AllDevices(sender.Phone, recipient, draft.IsLid)));
    }

    private void Deliver(Party sender, Party to, MessageDraft draft, Node enc, Addressing about, long sentAt)
    {
        server.ChainUse.Watch(sender, to, enc);
        server.Courier.Deliver(to, StanzaKind.Message, sender.Phone.Number, new Node(
            "message",
            [
                ("from", sender.In(draft.IsLid)),
                ("id", draft.Id),
                ("t", sentAt),
                ("type", draft.Stanza["type"]),
                ("notify", sender.Phone.Name),
                ("edit", draft.Stanza["edit"]),
                ("recipient", about.Recipient),
                ("category", about.Category),
                (about.AliasKey, about.Alias),
                ("addressing_mode", draft.IsLid ? "lid" : null),
            ],
            draft.ContentOf(enc)));
    }

    // The sender by its other address.
    private static Addressing AboutMessage(Party sender, MessageDraft draft) => draft.IsLid
        ? new Addressing("sender_pn", sender.Phone.Jid)
        : new Addressing("sender_lid", sender.Phone.Lid);

    // The recipient by its other address, and none of the sender's: Baileys would store that as the recipient's.
    private Addressing AboutOwnCopy(Party sender, MessageDraft draft, Jid? chat)
    {
        var isPeer = draft.Stanza["category"] == "peer";
        if (isPeer || chat is null)
            return AboutMessage(sender, draft) with { Category = isPeer ? "peer" : null };
        server.Phones.TryFind(chat, out var other);
        return draft.IsLid
            ? new Addressing("peer_recipient_pn", other?.Jid, chat)
            : new Addressing("peer_recipient_lid", other?.Lid, chat);
    }

    // The phones are devices too; the sending one needs no copy.
    private static int Expected(Party sender, Phone recipient) => sender.Phone == recipient
        ? sender.Phone.DeviceList.Length
        : sender.Phone.DeviceList.Length + recipient.DeviceList.Length + 1;

    private static IEnumerable<Jid> AllDevices(Phone sender, Phone recipient, bool lid) =>
        sender == recipient ? sender.Addresses(lid) : sender.Addresses(lid).Concat(recipient.Addresses(lid));

    private readonly record struct Addressing(string AliasKey, Jid? Alias, Jid? Recipient = null, string? Category = null);
}
