using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>Who types or records: told to those who are looking, and to nobody later.</summary>
internal sealed class ChatStates(ChatServer server)
{
    public void Take(Party from, Node chatState)
    {
        if (chatState.Jid("to") is not { } to)
            return;
        if (server.Groups.TryFind(to, out var group))
        {
            if (!group.Has(from.Phone))
                return;
            var stanza = new Node("chatstate", [("from", to), ("participant", from.Phone.In(group.IsLid))], chatState.Content);
            foreach (var member in group.MemberList)
            {
                if (member.Phone != from.Phone)
                    Tell(member.Phone, stanza);
            }
        }
        else if (server.Phones.TryFind(to, out var phone) && phone != from.Phone)
        {
            Tell(phone, new Node("chatstate", [("from", from.Phone.In(to.Kind == JidKind.Lid))], chatState.Content));
        }
    }

    private void Tell(Phone phone, Node stanza)
    {
        server.Courier.ToPhone(phone, stanza);
        foreach (var device in phone.DeviceList)
        {
            if (server.Presences.TryGet(device, out var online) && online.IsAvailable)
                online.Connection.Send(stanza);
        }
    }
}
