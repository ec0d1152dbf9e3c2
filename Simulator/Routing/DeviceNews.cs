using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Routing;

/// <summary>
/// Tells everyone who may have a list of an account's devices that it has changed. Clients keep such lists for as long as they run, and a
/// device that they don't know gets none of their messages.
/// </summary>
internal sealed class DeviceNews(ChatServer server)
{
    /// <summary>A device has logged in for the first time.</summary>
    public void Added(Device device) => Tell(device, "add");

    /// <summary>A device was unlinked.</summary>
    public void Removed(Device device) => Tell(device, "remove");

    /// <summary>A phone has a new identity key: sessions with it are void.</summary>
    public void IdentityChanged(Phone phone)
    {
        var now = server.Time.GetUtcNow();
        foreach (var number in phone.Watchers)
        {
            var stanza = Stanza.Notification(phone.Jid, "encrypt", server.NextId(), now, new Node("identity")).With(("lid", phone.Lid));
            server.Courier.DeliverToAll(server.Phones.Get(number), StanzaKind.Notification, phone.Number, stanza);
        }
    }

    private void Tell(Device device, string what)
    {
        var phone = device.Phone;
        var now = server.Time.GetUtcNow();
        var keys = KeyIndexList.Of(phone, server.Random, now);
        TellOwn(phone, device, keys, now);
        var news = new Node(
            what,
            [
                ("device_hash", ParticipantHash.Of(phone.Addresses(lid: false))),
                ("device_lid_hash", ParticipantHash.Of(phone.Addresses(lid: true))),
            ],
            NodeContent.Of(new Node("device", [("jid", device.Jid), ("lid", device.Lid), ("key-index", device.Number)]), keys));
        var stanza = Stanza.Notification(phone.Jid, "devices", server.NextId(), now, news).With(("lid", phone.Lid));
        server.Courier.DeliverToAll(phone, StanzaKind.Notification, phone.Number, stanza, except: new Party(phone, device));
        foreach (var number in phone.Watchers)
            server.Courier.DeliverToAll(server.Phones.Get(number), StanzaKind.Notification, phone.Number, stanza);
    }

    // The account's own devices get the whole list as well: whatsmeow goes by that, Baileys by the other.
    private void TellOwn(Phone phone, Device changed, Node keys, DateTimeOffset now)
    {
        Node[] devices =
        [
            new Node("device", [("jid", phone.Jid), ("lid", phone.Lid)]),
            .. phone.DeviceList.Select(static device => new Node(
                "device", [("jid", device.Jid), ("lid", device.Lid), ("key-index", device.Number)])),
            keys,
        ];
        var list = new Node("devices", [("dhash", ParticipantHash.Of(phone.Addresses(lid: false)))], NodeContent.Of(devices));
        var stanza = Stanza.Notification(phone.Jid, "account_sync", server.NextId(), now, list);
        server.Courier.DeliverToAll(phone, StanzaKind.Notification, phone.Number, stanza, except: new Party(phone, changed));
    }
}
