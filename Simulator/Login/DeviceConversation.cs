using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Login;

/// <summary>A linked device that is logged in.</summary>
internal sealed class DeviceConversation(Connection connection, ChatServer server, Device device) : Conversation
{
    // Opaque to clients, who send it back before their next handshake; real ones look like this.
    private static readonly byte[] RoutingInfo = [8, 13, 8, 5];

    public Connection Connection => connection;

    public override Device Device => device;

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
        Tell(new Node("edge_routing", default, new Node("routing_info", content: RoutingInfo)));
        // Nothing is queued for devices yet. The last of the two must come even so: Baileys buffers all events until it does.
        Tell(new Node("offline_preview",
            [("count", 0), ("message", 0), ("receipt", 0), ("notification", 0), ("appdata", 0), ("calls", 0), ("status", 0)]));
        Tell(new Node("offline", [("count", 0)]));
    }

    public override void Take(Node node)
    {
        switch (node.Tag)
        {
            case "iq" when node["type"] is "get" or "set":
                TakeQuery(node);
                break;
            case "message":
                // Said at once rather than never: whatsmeow waits 75 s for an answer.
                connection.Send(Stanza.Ack(node, "message", server.Time.GetUtcNow(), error: 501));
                server.Statistics.Count(Counted.UnroutedMessages);
                break;
            case "receipt":
                connection.Send(Stanza.Ack(node, "receipt", server.Time.GetUtcNow()));
                break;
            case "ack" or "ib" or "presence" or "chatstate" or "iq":
                break; // nothing to answer
            default:
                server.Statistics.Count(Counted.UnknownStanzas);
                break;
        }
    }

    public override void Closed() => server.Presences.Leave(this);

    /// <summary>Tells the device how many one-time prekeys the server has left of it, so that it makes new ones.</summary>
    public void TellPrekeyCount() => connection.Send(new Node(
        "notification",
        [("from", Jid.WhatsApp), ("type", "encrypt"), ("id", server.NextId()), ("t", server.Time.GetUtcNow().ToUnixTimeSeconds())],
        new Node("count", [("value", device.PrekeyCount)])));

    private void Tell(Node news) => connection.Send(new Node("ib", [("from", Jid.WhatsApp)], news));

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
        var answer = QueryTable.Answer(new Query(iq, device, server));
        if (answer.IsUnknown)
            server.Statistics.Count(Counted.UnknownQueries);
        connection.Send(answer.ToNode(iq, server.Time.GetUtcNow()));
        answer.Afterwards?.Invoke();
    }
}
