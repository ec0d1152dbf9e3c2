using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Primary;

/// <summary>
/// The phone itself, device 0 of its account: it has Signal sessions, decrypts what is addressed to it, answers as phones do, and does what
/// a script tells it to. Everything is done in turn.
/// </summary>
internal sealed class PrimaryDevice
{
    private readonly WorkQueue _work = new();
    private readonly PrimaryInbox _inbox;

    public PrimaryDevice(ChatServer server, Phone phone)
    {
        Server = server;
        Phone = phone;
        Self = new Party(phone, null);
        Sessions = new PrimarySessions(server, phone);
        Log = new MessageLog(server.Options.PhoneMessages);
        Outbox = new PrimaryOutbox(this);
        Groups = new PrimaryGroups(this);
        Writer = new MessageWriter(server.Random, server.Time);
        _inbox = new PrimaryInbox(this);
    }

    public ChatServer Server { get; }

    public Phone Phone { get; }

    public Party Self { get; }

    public PrimarySessions Sessions { get; }

    public PrimaryOutbox Outbox { get; }

    public PrimaryGroups Groups { get; }

    public MessageWriter Writer { get; }

    /// <summary>What it has sent and received.</summary>
    public MessageLog Log { get; }

    /// <summary>The receipts of what it sent, and the calls that it got.</summary>
    public PhoneNews News { get; } = new();

    /// <summary>Whether it answers every text of a direct chat with the same text.</summary>
    public bool Echoes { get; set; }

    /// <summary>Whether it says that messages have arrived.</summary>
    public bool SendsReceipts { get; set; } = true;

    public IRandomSource Random => Server.Random;

    /// <summary>Something has come for it. Called by whoever sends it.</summary>
    public void Take(Node stanza)
    {
        if (!_work.TryPost(() => _inbox.TakeAsync(stanza)))
            Server.Statistics.Count(Counted.DroppedStanzas);
    }

    /// <summary>Sends a device that was just linked what new ones get.</summary>
    public void Welcome(Device device) =>
        _work.TryPost(() => _inbox.GuardAsync("a new device", () => Primary.Welcome.SendAsync(this, device)));

    /// <summary>Does something in turn.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => _work.RunAsync(work);

    /// <summary>An id for a message of its own.</summary>
    public string NextId() => MessageIds.Next(Phone.Jid, Server.Time, Random);
}
