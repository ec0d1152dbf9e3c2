using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messaging;
using Wasilo.WhatsApp.Notifications;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>What a client's connections have in common.</summary>
internal sealed record ClientParts(
    ClientOptions Options,
    CredentialKeeper Keeper,
    EventStream Events,
    StateHolder States,
    TimeProvider Time,
    TimerWheel Wheel,
    IRandomSource Random,
    IMessageHandOver? HandOver = null)
{
    // Made by whoever needs them first, from any thread; there must not be two.
    private AccountDirectory? _directory;
    private MessagePipeline? _messages;

    /// <summary>The server, over the connection of the moment.</summary>
    internal LiveServer Server { get; } = new();

    /// <summary>What is known of other accounts.</summary>
    internal AccountDirectory Directory =>
        Volatile.Read(ref _directory) ?? Interlocked.CompareExchange(ref _directory, new AccountDirectory(this), null) ?? _directory;

    /// <summary>Whether the account doesn't tell others that it has read their messages.</summary>
    internal bool HidesReading { get; set; }

    /// <summary>What messages need, over all connections; made when the first one comes or goes.</summary>
    internal MessagePipeline Messages =>
        Volatile.Read(ref _messages) ?? Interlocked.CompareExchange(ref _messages, new MessagePipeline(this), null) ?? _messages;

    /// <summary>Whether any message has come or gone.</summary>
    internal bool HasMessages => Volatile.Read(ref _messages) is not null;

    /// <summary>What follows from notifications.</summary>
    internal NotificationHandler Notifications => field ??= new NotificationHandler(this, Directory);
}
