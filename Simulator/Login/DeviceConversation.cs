using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Routing;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Login;

/// <summary>A linked device that is logged in.</summary>
internal sealed class DeviceConversation(Connection connection, ChatServer server, Device device) : Conversation, IMailReader
{
    // Opaque to clients, who send it back before their next handshake; real ones look like this.
    private static readonly byte[] RoutingInfo = [8, 13, 8, 5];

    private readonly Party _self = new(device.Phone, device);
    private readonly Subscriptions _subscriptions = new();
    private volatile bool _available;

    public Connection Connection => connection;

    public override Device Device => device;

    /// <summary>Whether the client says that someone is looking.</summary>
    public bool IsAvailable => _available;

    public bool HasRoom => connection.HasRoom;

    public override void Begin()
    {
        server.Presences.Enter(this);
        server.Statistics.Count(Counted.Logins);
        connection.Send(new Node("success",
        [
            ("t", server.Time.GetUtcNow().ToUnixTimeSeconds()),
            ("props", "3"),
            ("companion_enc_static", "AAAA"),
            ("lid", device.Lid),
            ("abprops", "1"),
            ("display_name", device.Phone.Name),
            ("location", Stanza.Location),
            ("group_abprops", "1"),
        ]));
        var routing = new Node("edge_routing", default, new Node("routing_info", content: RoutingInfo));
        connection.Send(new Node("ib", [("from", Jid.WhatsApp)], routing));
        // Without being asked: whatsmeow never asks for what has waited for it.
        device.Mailbox.Open(this);
        if (device.IsNew)
        {
            device.IsNew = false;
            device.Phone.Changes.Mark();
            server.DeviceNews.Added(device);
        }
    }

    public override void Take(Node node)
    {
        switch (node.Tag)
        {
            case "iq" when node["type"] is "get" or "set":
                TakeQuery(node);
                break;
            case "message":
                connection.Send(server.Messages.Take(_self, node));
                break;
            case "receipt":
                connection.Send(server.Receipts.Take(_self, node));
                break;
            case "call":
                connection.Send(server.Calls.Take(_self, node));
                break;
            case "ack":
                TakeAck(node);
                break;
            case "presence":
                TakePresence(node);
                break;
            case "chatstate":
                server.ChatStates.Take(_self, node);
                break;
            case "ib" or "iq":
                break; // nothing to answer
            default:
                server.Statistics.Count(Counted.UnknownStanzas);
                break;
        }
    }

    public override void HasRoomAgain() => device.Mailbox.Continue(this);

    public override void Leaving() => server.Presences.Leave(this);

    public override void Closed()
    {
        device.Mailbox.Close(this);
        _subscriptions.End(this);
        SetAvailable(false);
    }

    /// <summary>Queues a stanza of the device's mailbox.</summary>
    public void Send(Node stanza) => connection.Send(stanza);

    /// <summary>Tells the device how many one-time prekeys the server has left of it, so that it makes new ones.</summary>
    public void TellPrekeyCount()
    {
        var count = new Node("count", [("value", device.PrekeyCount)]);
        var stanza = Stanza.Notification(Jid.WhatsApp, "encrypt", server.NextId(), server.Time.GetUtcNow(), count);
        device.Mailbox.PostNow(new MailKey(StanzaKind.Notification, stanza["id"]!, Jid.WhatsApp.User), stanza);
    }

    private void TakeAck(Node ack)
    {
        if (StanzaKinds.Parse(ack["class"]) is { } kind && ack["id"] is { Length: > 0 } id &&
            server.Courier.PeerOf(ack.Jid("to")) is { } peer && device.Mailbox.SettleByAck(new MailKey(kind, id, peer)))
        {
            return;
        }

        server.Violations.Record(_self, $"an ack of a {ack["class"]} that it was never sent: id {ack["id"]} to {ack["to"]}");
    }

    // Without a type it says nothing: Baileys sends such ones after each change of its credentials.
    private void TakePresence(Node presence)
    {
        switch (presence["type"])
        {
            case "available":
                SetAvailable(true);
                break;
            case "unavailable":
                SetAvailable(false);
                break;
            case "subscribe" when presence.Jid("to") is { } to && server.Phones.TryFind(to, out var phone):
                _subscriptions.Add(this, phone, to.ToAccount());
                break;
        }
    }

    private void SetAvailable(bool available)
    {
        if (_available == available)
            return;
        _available = available;
        device.Phone.Attendance.Set(device.Number, available, server.Time.GetUtcNow());
    }

    private void TakeQuery(Node iq)
    {
        if (iq["id"] is null)
        {
            server.Statistics.Count(Counted.UnknownStanzas);
            return;
        }

        server.Queries.Count(iq);
        if (server.Faults.LeavesUnanswered(device, iq))
            return;
        var answer = QueryTable.Answer(new Query(iq, _self, server));
        if (answer.IsUnknown)
            server.Statistics.Count(Counted.UnknownQueries);
        connection.Send(answer.ToNode(iq, server.Time.GetUtcNow()));
        answer.Afterwards?.Invoke();
        // By then it has uploaded its prekeys.
        if (device.AwaitsWelcome && iq["xmlns"] == "passive")
            BeWelcomed();
    }

    private void BeWelcomed()
    {
        device.AwaitsWelcome = false;
        device.Phone.Changes.Mark();
        if (server.Options.PhonesRead)
            server.PrimaryOf(device.Phone).Welcome(device);
    }
}
