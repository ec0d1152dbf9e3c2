using System.Collections.Concurrent;
using System.Threading.Channels;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Presence;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>Whose client someone has.</summary>
public enum Kind
{
    /// <summary>Baileys from npm.</summary>
    Baileys,

    /// <summary>The engine.</summary>
    Engine,
}

/// <summary>Someone with a phone of the Simulator and a client linked to it, whichever it is.</summary>
internal abstract class Participant(SimulatorServer server, Phone phone) : IAsyncDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly ConcurrentQueue<string> _undecryptable = new();

    public Phone Phone => phone;

    public Device Device { get; protected set; } = null!;

    /// <summary>The account by phone number.</summary>
    public Jid Number => phone.Jid;

    /// <summary>The account by hidden id.</summary>
    public Jid Lid => phone.Lid;

    /// <summary>The ids of messages that couldn't be read when they came, in order, each as often as it came so.</summary>
    public IReadOnlyCollection<string> Undecryptable => _undecryptable;

    protected SimulatorServer Server => server;

    /// <summary>The account in an addressing.</summary>
    public Jid By(Addressing addressing) => addressing == Addressing.Lid ? Lid : Number;

    /// <summary>Pairs and connects.</summary>
    public abstract Task LinkAsync();

    /// <summary>Sends until the server has confirmed it, also over several connections. Returns the message's id.</summary>
    public abstract Task<string> SendAsync(Jid to, Said said, string? id = null);

    public Task<string> SendAsync(Jid to, string text) => SendAsync(to, new Words(text));

    public abstract Task<string> SendStatusAsync(string text, params Jid[] viewers);

    /// <summary>Says that a message was read.</summary>
    public abstract Task ReadAsync(string id);

    /// <summary>Waits until it is told that a message of its own was read.</summary>
    public abstract Task SeesReadAsync(string id);

    /// <summary>Says that it is there: chat states are shown to none who isn't.</summary>
    public abstract Task AppearAsync();

    /// <summary>Shows in a chat that it writes, records, or does so no more.</summary>
    public abstract Task ShowAsync(Jid chat, ChatState state);

    /// <summary>Waits until it is shown that someone does so in their chat.</summary>
    public abstract Task SeesAsync(Participant other, ChatState state);

    public abstract Task<Jid> CreateGroupAsync(string subject, params Participant[] members);

    public abstract Task AddAsync(Jid group, Participant member);

    public abstract Task RemoveAsync(Jid group, Participant member);

    public abstract Task LeaveGroupAsync(Jid group);

    /// <summary>Ends the client; it forgets everything that isn't stored.</summary>
    public async Task LeaveAsync()
    {
        await StopAsync();
        await Eventually.TrueAsync(() => !server.IsOnline(Device));
    }

    /// <summary>Starts the client again with what was stored, and waits for its connection.</summary>
    public abstract Task ReturnAsync();

    /// <summary>Pairs again as a new device with new keys, after something has unlinked the old one.</summary>
    public async Task LinkAnewAsync(Action unlink)
    {
        unlink();
        await ForgetAsync();
        await LinkAsync();
    }

    /// <summary>Deletes the sessions with someone's devices; for a client that has left.</summary>
    public abstract Task LoseSessionsAsync(Participant other);

    /// <summary>Damages what it would encrypt with to someone's devices next: what it then writes can't be decrypted by anyone.</summary>
    public abstract Task SpoilSessionsAsync(Participant other);

    /// <summary>Deletes someone's key for a group; for a client that has left.</summary>
    public abstract Task LoseSenderKeyAsync(Jid group, Participant other);

    /// <summary>The next message that could be read.</summary>
    public async Task<Heard> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await _heard.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{phone.Name} heard nothing. {Describe()}");
        }
    }

    /// <summary>Fails if a message has come that nobody asked for. What is to come must have come before.</summary>
    public void ShouldHaveHeardAll() => _heard.Reader.TryRead(out var more).ShouldBeFalse($"{phone.Name} heard more: {more}");

    public override string ToString() => phone.Name!;

    public abstract ValueTask DisposeAsync();

    protected abstract Task StopAsync();

    /// <summary>Waits until it is logged out, ends the client, and deletes everything of it.</summary>
    protected abstract Task ForgetAsync();

    /// <summary>What it has told, for a failed test.</summary>
    protected abstract string Describe();

    protected void Hear(Heard heard) => _heard.Writer.TryWrite(heard);

    protected void HearUndecryptable(string id) => _undecryptable.Enqueue(id);
}

/// <summary>How accounts are named.</summary>
public enum Addressing
{
    /// <summary>By phone number.</summary>
    Number,

    /// <summary>By hidden id.</summary>
    Lid,
}
