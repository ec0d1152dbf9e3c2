using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// Takes receipts: they acknowledge what was delivered, and go on to the author's devices, or, where they ask for a message again, to the
/// one device that sent it.
/// </summary>
internal sealed class ReceiptRouter(ChatServer server)
{
    private const string Retry = "retry";

    /// <summary>Settles and forwards a receipt, and returns the reader's ack.</summary>
    public Node Take(Party reader, Node receipt)
    {
        var now = server.Time.GetUtcNow();
        if (receipt["id"] is { Length: > 0 } id && receipt.Jid("to") is { } to)
        {
            if (reader.Device is { } device)
                Settle(device, receipt, id, to);
            server.Statistics.Count(receipt["type"] == Retry ? Counted.RetryReceipts : Counted.Receipts);
            Forward(reader, receipt, id, to, now.ToUnixTimeSeconds());
        }
        else
        {
            server.Violations.Record(reader, "a receipt without id or to");
        }

        return Stanza.Ack(receipt, "receipt", now);
    }

    private void Settle(Device device, Node receipt, string id, Jid to)
    {
        var peer = server.Courier.PeerOf(to)!;
        var isRetry = receipt["type"] == Retry;
        // A call's offer is answered with a receipt too.
        if (receipt.Child("offer") is not null)
            device.Mailbox.SettleByReceipt(new MailKey(StanzaKind.Call, id, peer), isRetry);
        device.Mailbox.SettleByReceipt(new MailKey(StanzaKind.Message, id, peer), isRetry);
        if (receipt.Child("list") is not { } list)
            return;
        foreach (var item in list.Children)
        {
            if (item["id"] is { } more)
                device.Mailbox.SettleByReceipt(new MailKey(StanzaKind.Message, more, peer), isRetry);
        }
    }

    private void Forward(Party reader, Node receipt, string id, Jid to, long now)
    {
        switch (to.Kind)
        {
            case JidKind.User or JidKind.LegacyUser or JidKind.Lid when server.Phones.TryFind(to, out var author):
                if (author == reader.Phone)
                    ForwardToOwn(reader, receipt, id, to, now);
                else
                    ForwardToAuthor(reader, receipt, id, to, author, now);
                break;
            case JidKind.Group when server.Groups.TryFind(to, out var group):
                ForwardInGroup(reader, receipt, id, to, group.IsLid, now);
                break;
            case JidKind.Status:
                ForwardInGroup(reader, receipt, id, to, receipt.Jid("participant")?.Kind == JidKind.Lid, now);
                break;
        }
    }

    private void ForwardToAuthor(Party reader, Node receipt, string id, Jid to, Phone author, long now)
    {
        var lid = to.Kind == JidKind.Lid;
        if (receipt["type"] == Retry)
        {
            // By its device: it will be sent to just this one.
            if (server.Courier.Find(to) is { } sender)
                Deliver(reader, sender, Copy(receipt, id, now, reader.In(lid), recipient: receipt.Jid("recipient")));
            return;
        }

        // By the account: Baileys takes "from" for the chat as it stands.
        if (receipt["type"] != "read-self")
        {
            server.Courier.DeliverToAll(
                author, StanzaKind.Receipt, reader.Phone.Number, Copy(receipt, id, now, reader.Phone.In(lid)));
        }

        if (IsSeen(receipt))
            TellOwn(reader, Copy(receipt, id, now, reader.Phone.In(lid), recipient: to.ToAccount()));
    }

    // Of a copy from another own device, and of what the phone told its devices.
    private void ForwardToOwn(Party reader, Node receipt, string id, Jid to, long now)
    {
        if (server.Courier.Find(to) is { } sender && sender != reader)
            Deliver(reader, sender, Copy(receipt, id, now, reader.In(to.Kind == JidKind.Lid), recipient: receipt.Jid("recipient")));
    }

    private void ForwardInGroup(Party reader, Node receipt, string id, Jid to, bool lid, long now)
    {
        if (server.Courier.Find(receipt.Jid("participant")) is { } sender)
        {
            var stanza = Copy(receipt, id, now, to, participant: reader.In(lid));
            if (receipt["type"] is Retry or "sender")
            {
                if (sender != reader)
                    server.Courier.Deliver(sender, StanzaKind.Receipt, to.User, stanza);
            }
            else if (receipt["type"] != "read-self" && sender.Phone != reader.Phone)
            {
                server.Courier.DeliverToAll(sender.Phone, StanzaKind.Receipt, to.User, stanza);
            }
        }

        if (IsSeen(receipt))
        {
            var seen = Copy(receipt, id, now, to, participant: reader.Phone.In(lid));
            server.Courier.DeliverToAll(reader.Phone, StanzaKind.Receipt, to.User, seen, except: reader);
        }
    }

    // An account's other devices hear what one of them has shown.
    private static bool IsSeen(Node receipt) => receipt["type"] is "read" or "read-self" or "played" or "played-self";

    private void TellOwn(Party reader, Node stanza) =>
        server.Courier.DeliverToAll(reader.Phone, StanzaKind.Receipt, reader.Phone.Number, stanza, except: reader);

    private void Deliver(Party reader, Party to, Node stanza) =>
        server.Courier.Deliver(to, StanzaKind.Receipt, reader.Phone.Number, stanza);

    private static Node Copy(Node receipt, string id, long now, Jid from, Jid? participant = null, Jid? recipient = null) => new(
        "receipt",
        [
            ("from", from),
            ("id", id),
            ("t", now),
            ("type", receipt["type"]),
            ("participant", participant),
            ("recipient", recipient),
        ],
        receipt.Content);
}
