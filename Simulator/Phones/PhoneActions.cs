using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Queries;
using Wasilo.Simulator.Registration;
using Wasilo.Simulator.Stanzas;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Phones;

/// <summary>What a phone, or the people around it, can do to its linked devices.</summary>
internal sealed class PhoneActions(ChatServer server)
{
    private const int CodeLength = 8;

    /// <summary>Scans a QR code. Ends when the client is linked, and has been told to come back as a device.</summary>
    /// <exception cref="PairingException">Nothing came of it.</exception>
    public Task<Device> ScanAsync(Phone phone, string qr)
    {
        var code = QrCode.Parse(qr);
        var shown = server.References.Find(code.Reference) ?? throw new ExpiredQrException();
        return shown.Conversation.PairAsync(phone, code, shown.Lifetime);
    }

    /// <summary>Types a pairing code in. Ends when the client that shows it is linked.</summary>
    /// <exception cref="PairingException">Nothing came of it.</exception>
    public Task<Device> EnterCodeAsync(Phone phone, string code)
    {
        var typed = code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (typed.Length != CodeLength)
            throw new InvalidPairingCodeException();
        var client = server.References.FindCode(phone.Number) ?? throw new NoCodeRequestedException(phone.Number);
        return client.EnterCodeAsync(phone, typed);
    }

    /// <summary>Unlinks a device: it hears so if it is online, and isn't let in any more.</summary>
    public void Unlink(Device device)
    {
        if (!Forget(device))
            return;
        if (server.Presences.TryGet(device, out var online))
            online.Connection.End(Removed());
    }

    /// <summary>The device is none of the phone's any more. It isn't told.</summary>
    public bool Forget(Device device)
    {
        if (!device.Phone.Remove(device))
            return false;
        server.Statistics.Count(Counted.Unlinks);
        server.DeviceNews.Removed(device);
        return true;
    }

    /// <summary>Unlinks all devices and gives the phone new keys. Whoever may have sessions with it is told.</summary>
    public void Reinstall(Phone phone)
    {
        foreach (var device in phone.Devices)
            Unlink(device);
        phone.Reinstall(server.Phones.NewAccountKey());
        server.DeviceNews.IdentityChanged(phone);
    }

    /// <summary>Uses one-time prekeys up, as others do who begin to write to the device. Returns how many there were to take.</summary>
    public int TakePrekeys(Device device, int count)
    {
        var taken = 0;
        while (taken < count && device.Prekeys.TryTake(out _))
            taken++;
        TellIfFewPrekeys(device);
        return taken;
    }

    /// <summary>Tells a device that is online if it has hardly any prekeys left.</summary>
    public void TellIfFewPrekeys(Device device)
    {
        if (device.PrekeyCount < PrekeyQueries.FewPrekeys && server.Presences.TryGet(device, out var online))
            online.TellPrekeyCount();
    }

    /// <summary>
    /// Code and conflict: Baileys goes by the code and would take a bare conflict for another session's login, whatsmeow needs both.
    /// </summary>
    public static Node Removed() => Stanza.StreamError(401, new Node("conflict", [("type", "device_removed")]));
}
