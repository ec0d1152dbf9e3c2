using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Phones;

/// <summary>A device linked to a phone, as the server remembers it.</summary>
public sealed class Device
{
    internal Device(Phone phone, int number, DeviceKeys keys, byte[] signedIdentity, DateTimeOffset linkedAt)
    {
        Phone = phone;
        Number = number;
        Keys = keys;
        SignedIdentity = signedIdentity;
        LinkedAt = linkedAt;
        Jid = phone.Jid.WithDevice(number);
        Lid = phone.Lid.WithDevice(number);
        Prekeys = new Prekeys(keys.SignedPrekey, phone.Changes);
    }

    /// <summary>Whose device it is.</summary>
    public Phone Phone { get; }

    /// <summary>Its number on the phone, 1 or more; its key index is the same.</summary>
    public int Number { get; }

    /// <summary>Its address by phone number.</summary>
    public Jid Jid { get; }

    /// <summary>Its address by hidden id.</summary>
    public Jid Lid { get; }

    /// <summary>When it was linked.</summary>
    public DateTimeOffset LinkedAt { get; }

    /// <summary>How many one-time prekeys the server has of it.</summary>
    public int PrekeyCount => Prekeys.Count;

    /// <summary>Stanzas that it hasn't acknowledged: those that wait for it, and those that are on their way.</summary>
    public int Unacknowledged => Mailbox.Count;

    internal DeviceKeys Keys { get; }

    /// <summary>Its ADVSignedDeviceIdentity with all signatures, as others get it with its prekeys.</summary>
    internal byte[] SignedIdentity { get; }

    internal Prekeys Prekeys { get; }

    /// <summary>What is on its way to it.</summary>
    internal Mailbox Mailbox { get; } = new();

    /// <summary>What it has sent lately.</summary>
    internal SentIds SentIds { get; } = new();

    /// <summary>Whether its phone has yet to send it what a new device gets: keys and history.</summary>
    internal bool AwaitsWelcome { get; set; }

    /// <summary>Whether it has never logged in: only then do others hear of it.</summary>
    internal bool IsNew { get; set; } = true;
}
