using Wasilo.WhatsApp.Events;
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
    IRandomSource Random);
