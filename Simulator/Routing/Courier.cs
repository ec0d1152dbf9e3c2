using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>Brings stanzas to devices, whether they are online or not.</summary>
internal sealed class Courier(ChatServer server)
{
    /// <summary>Stanzas that devices haven't acknowledged, all together.</summary>
    public long Unacknowledged => server.Phones.All.Sum(static phone => phone.DeviceList.Sum(static device => (long)device.Unacknowledged));

    /// <summary>Delivers a stanza, at once or after the device's next login, until it is acknowledged.</summary>
    /// <param name="to">The device.</param>
    /// <param name="kind">What the stanza is.</param>
    /// <param name="peer">From whom it is: see <see cref="MailKey.Peer"/>.</param>
    /// <param name="stanza">The stanza; it has an id.</param>
    public void Deliver(Party to, StanzaKind kind, string peer, Node stanza)
    {
        if (to.Device is not { } device)
        {
            ToPhone(to.Phone, stanza);
            return;
        }

        server.Statistics.Count(Counted.DeliveredStanzas);
        if (!device.Mailbox.Post(new MailKey(kind, stanza["id"]!, peer), stanza, server.Options.MailboxLimit))
            server.Statistics.Count(Counted.DroppedStanzas);
    }

    /// <summary>Delivers to all of an account's devices, the phone among them, but for one.</summary>
    public void DeliverToAll(Phone phone, StanzaKind kind, string peer, Node stanza, Party? except = null)
    {
        if (except != new Party(phone, null))
            ToPhone(phone, stanza);
        foreach (var device in phone.DeviceList)
        {
            var to = new Party(phone, device);
            if (to != except)
                Deliver(to, kind, peer, stanza);
        }
    }

    /// <summary>Gives a stanza to a phone itself.</summary>
    public void ToPhone(Phone phone, Node stanza)
    {
        if (server.Options.PhonesRead)
            server.PrimaryOf(phone).Take(stanza);
    }

    /// <summary>The device at an address; null if there is none, or the address names no device.</summary>
    public Party? Find(Jid? jid)
    {
        if (jid is null || !server.Phones.TryFind(jid, out var phone))
            return null;
        if (jid.Device == 0)
            return new Party(phone, null);
        return phone.TryGet(jid.Device, out var device) ? new Party(phone, device) : null;
    }

    /// <summary>All devices of an account that are to be written to, the phone among them if it reads.</summary>
    public IEnumerable<Party> PartiesOf(Phone phone)
    {
        if (server.Options.PhonesRead)
            yield return new Party(phone, null);
        foreach (var device in phone.DeviceList)
            yield return new Party(phone, device);
    }

    /// <summary>Under what peer a stanza from this address is kept: see <see cref="MailKey.Peer"/>.</summary>
    public string? PeerOf(Jid? jid) => jid is null ? null : server.Phones.TryFind(jid, out var phone) ? phone.Number : jid.User;
}
