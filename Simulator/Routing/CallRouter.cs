using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// Calls: what their parties say to each other goes to all devices of an account, or to the one that is named. Of voices and pictures the
/// simulator knows nothing.
/// </summary>
internal sealed class CallRouter(ChatServer server)
{
    /// <summary>Forwards what a device says about a call, and returns its ack.</summary>
    public Node Take(Party caller, Node call)
    {
        var now = server.Time.GetUtcNow();
        var outcome = Forward(caller, call, now.ToUnixTimeSeconds());
        server.Statistics.Count(Counted.Calls);
        return Stanza.Ack(call, "call", now, outcome.Error);
    }

    private Outcome Forward(Party caller, Node call, long now)
    {
        if (call["id"] is not { Length: > 0 } id || call.Jid("to") is not { } to || call.Children is not [var about, ..])
        {
            server.Violations.Record(caller, "a call without id, to or content");
            return Outcome.Malformed;
        }

        if (!server.Phones.TryFind(to, out var callee))
            return Outcome.NotFound;
        foreach (var target in Targets(callee, to))
        {
            if (target != caller)
                server.Courier.Deliver(target, StanzaKind.Call, caller.Phone.Number, Copy(caller, target, id, about, to, now));
        }

        return Outcome.Done;
    }

    // Without a device all of them ring, the phone first.
    private IEnumerable<Party> Targets(Phones.Phone callee, Jid to) => to.Device == 0
        ? [new Party(callee, null), .. callee.DeviceList.Select(device => new Party(callee, device))]
        : server.Courier.Find(to) is { } one ? [one] : [];

    private Node Copy(Party caller, Party target, string id, Node about, Jid to, long now)
    {
        var lid = to.Kind == JidKind.Lid;
        return new Node(
            "call",
            [
                ("from", caller.In(lid)),
                ("id", id),
                ("t", now),
                ("notify", caller.Phone.Name),
                (lid ? "sender_pn" : "sender_lid", caller.Phone.In(!lid)),
            ],
            new Node(about.Tag, about.Attributes, NodeContent.Of([.. Parts(target, about)])));
    }

    // An offer has the key of the call, encrypted for each device: everyone gets its own.
    private IEnumerable<Node> Parts(Party target, Node about)
    {
        foreach (var part in about.Children)
        {
            if (part.Tag != "destination")
            {
                yield return part;
                continue;
            }

            foreach (var to in part.Children)
            {
                if (server.Courier.Find(to.Jid("jid")) == target && to.Child("enc") is { } enc)
                    yield return enc;
            }
        }
    }
}
