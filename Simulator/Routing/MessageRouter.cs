using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>Takes messages of devices and phones, and brings them where they are to go.</summary>
internal sealed class MessageRouter
{
    private readonly ChatServer _server;
    private readonly DirectMessages _direct;
    private readonly GroupMessages _groups;
    private readonly StatusMessages _status;

    public MessageRouter(ChatServer server)
    {
        _server = server;
        _direct = new DirectMessages(server);
        _groups = new GroupMessages(server);
        _status = new StatusMessages(server);
    }

    /// <summary>Routes a message and returns the sender's ack.</summary>
    public Node Take(Party sender, Node message)
    {
        var now = _server.Time.GetUtcNow();
        var outcome = Route(sender, message, now.ToUnixTimeSeconds());
        _server.Statistics.Count(outcome.Error is null ? Counted.Messages : Counted.RefusedMessages);
        return Stanza.Ack(message, "message", now, outcome.Error, outcome.DeviceHash);
    }

    private Outcome Route(Party sender, Node message, long now)
    {
        if (!MessageDraft.TryRead(message, out var draft, out var fault))
        {
            _server.Violations.Record(sender, fault);
            return Outcome.Malformed;
        }

        return draft.To.Kind switch
        {
            JidKind.User or JidKind.LegacyUser or JidKind.Lid => _direct.Route(sender, draft, now),
            JidKind.Group => _groups.Route(sender, draft, now),
            JidKind.Status => _status.Route(sender, draft, now),
            _ => Outcome.NotImplemented,
        };
    }
}
