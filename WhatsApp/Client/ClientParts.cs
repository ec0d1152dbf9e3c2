using Wasilo.WhatsApp.Directory;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Notifications;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Client;

/// <summary>What a client's connections have in common.</summary>
internal sealed record ClientParts(
    ClientOptions Options,
    CredentialKeeper Keeper,
    EventStream Events,
    StateHolder States,
    TimeProvider Time,
    TimerWheel Wheel,
    IRandomSource Random)
{
    /// <summary>The server, over the connection of the moment.</summary>
    internal LiveServer Server { get; } = new();

    /// <summary>What is known of other accounts.</summary>
    internal AccountDirectory Directory => field ??= new AccountDirectory(this);

    /// <summary>What follows from notifications.</summary>
    internal NotificationHandler Notifications => field ??= new NotificationHandler(this, Directory);
}
