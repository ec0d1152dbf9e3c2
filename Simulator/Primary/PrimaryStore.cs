using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone keeps of its sessions, for as long as the program runs; its prekeys follow from its account's key.</summary>
internal sealed class PrimaryStore(PhoneKeys keys) : IEngineStore
{
    private readonly InMemoryStore _records = new();
    private readonly HashSet<uint> _used = []; // by the phone's own work alone

    public ValueTask<Credentials?> LoadCredentialsAsync(CancellationToken cancellationToken) =>
        _records.LoadCredentialsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<PreKey>> LoadPreKeysAsync(uint firstId, int count, CancellationToken cancellationToken) =>
        new(Enumerable.Range((int)firstId, count).Select(static id => (uint)id).Where(IsOpen).Select(keys.OneTime).ToArray());

    public ValueTask<ReadOnlyMemory<byte>?> LoadSessionAsync(SignalAddress address, CancellationToken cancellationToken) =>
        _records.LoadSessionAsync(address, cancellationToken);

    public ValueTask<PublicKey?> LoadIdentityAsync(SignalAddress address, CancellationToken cancellationToken) =>
        _records.LoadIdentityAsync(address, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> LoadSenderKeyAsync(Jid group, SignalAddress sender, CancellationToken cancellationToken) =>
        _records.LoadSenderKeyAsync(group, sender, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> LoadAppStateAsync(string collection, CancellationToken cancellationToken) =>
        _records.LoadAppStateAsync(collection, cancellationToken);

    public ValueTask<Jid?> LoadLidAsync(Jid phoneNumber, CancellationToken cancellationToken) =>
        _records.LoadLidAsync(phoneNumber, cancellationToken);

    public ValueTask<Jid?> LoadPhoneNumberAsync(Jid lid, CancellationToken cancellationToken) =>
        _records.LoadPhoneNumberAsync(lid, cancellationToken);

    public ValueTask CommitAsync(StoreDelta delta, long epoch, CancellationToken cancellationToken)
    {
        _used.UnionWith(delta.RemovedPreKeys);
        return _records.CommitAsync(delta, epoch, cancellationToken);
    }

    /// <summary>Deletes a session, the archived ones with it.</summary>
    public ValueTask ForgetAsync(SignalAddress address) =>
        _records.CommitAsync(new StoreDelta { Sessions = [(address, null)] }, epoch: 0, CancellationToken.None);

    // Only a key that was handed out and not used yet: the rest of the endless supply is nobody's.
    private bool IsOpen(uint id) => id > 0 && id <= keys.Given && !_used.Contains(id);
}
