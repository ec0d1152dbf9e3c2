using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Storage;

/// <summary>What one commit changes. Empty parts change nothing; a null record deletes it.</summary>
public sealed record StoreDelta
{
    /// <summary>Deletes everything of the device, before the rest is written.</summary>
    public bool Wipe { get; init; }

    /// <summary>The device's credentials, whole.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>New one-time prekeys.</summary>
    public IReadOnlyList<PreKey> AddedPreKeys { get; init; } = [];

    /// <summary>Ids of one-time prekeys that are used up.</summary>
    public IReadOnlyList<uint> RemovedPreKeys { get; init; } = [];

    /// <summary>Sessions by address.</summary>
    public IReadOnlyList<(SignalAddress Address, ReadOnlyMemory<byte>? Record)> Sessions { get; init; } = [];

    /// <summary>Identity keys by address.</summary>
    public IReadOnlyList<(SignalAddress Address, PublicKey Key)> Identities { get; init; } = [];

    /// <summary>Sender keys by group and sender.</summary>
    public IReadOnlyList<(Jid Group, SignalAddress Sender, ReadOnlyMemory<byte>? Record)> SenderKeys { get; init; } = [];

    /// <summary>Collections of app state by name.</summary>
    public IReadOnlyList<(string Collection, ReadOnlyMemory<byte>? Record)> AppState { get; init; } = [];

    /// <summary>Accounts' phone numbers and hidden ids; each replaces what was known of both.</summary>
    public IReadOnlyList<(Jid PhoneNumber, Jid Lid)> LidMappings { get; init; } = [];

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty =>
        !Wipe && Credentials is null && AddedPreKeys.Count == 0 && RemovedPreKeys.Count == 0 && Sessions.Count == 0
        && Identities.Count == 0 && SenderKeys.Count == 0 && AppState.Count == 0 && LidMappings.Count == 0;
}
