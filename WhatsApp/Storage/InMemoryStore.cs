using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Storage;

/// <summary>A store that is gone with the process: for tests and for trying things out.</summary>
public sealed class InMemoryStore : IEngineStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<uint, PreKey> _preKeys = [];
    private readonly Dictionary<SignalAddress, ReadOnlyMemory<byte>> _sessions = [];
    private readonly Dictionary<SignalAddress, PublicKey> _identities = [];
    private readonly Dictionary<(Jid, SignalAddress), ReadOnlyMemory<byte>> _senderKeys = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _appState = [];
    private readonly Dictionary<Jid, Jid> _lids = [];
    private readonly Dictionary<Jid, Jid> _phoneNumbers = [];
    private Credentials? _credentials;
    private long _epoch;

    /// <summary>Takes over: returns the epoch to commit with. Whoever took over before can't commit any more.</summary>
    public long TakeOver()
    {
        lock (_lock)
            return ++_epoch;
    }

    /// <inheritdoc/>
    public ValueTask<Credentials?> LoadCredentialsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_credentials);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PreKey>> LoadPreKeysAsync(uint firstId, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new([.. _preKeys.Values.Where(key => key.Id >= firstId && key.Id < firstId + (ulong)count)]);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> LoadSessionAsync(SignalAddress address, CancellationToken cancellationToken) =>
        Find(_sessions, address);

    /// <inheritdoc/>
    public ValueTask<PublicKey?> LoadIdentityAsync(SignalAddress address, CancellationToken cancellationToken) =>
        Find(_identities, address);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> LoadSenderKeyAsync(Jid group, SignalAddress sender, CancellationToken cancellationToken) =>
        Find(_senderKeys, (group, sender));

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> LoadAppStateAsync(string collection, CancellationToken cancellationToken) =>
        Find(_appState, collection);

    /// <inheritdoc/>
    public ValueTask<Jid?> LoadLidAsync(Jid phoneNumber, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_lids.GetValueOrDefault(phoneNumber));
    }

    /// <inheritdoc/>
    public ValueTask<Jid?> LoadPhoneNumberAsync(Jid lid, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_phoneNumbers.GetValueOrDefault(lid));
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(StoreDelta delta, long epoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delta);
        lock (_lock)
        {
            if (epoch != _epoch)
                throw new StaleOwnerException(epoch, _epoch);
            if (delta.Wipe)
                Wipe();
            Write(delta);
        }

        return ValueTask.CompletedTask;
    }

    private static void Write<TKey>(Dictionary<TKey, ReadOnlyMemory<byte>> records, TKey key, ReadOnlyMemory<byte>? record)
        where TKey : notnull
    {
        if (record is { } bytes)
            records[key] = bytes;
        else
            records.Remove(key);
    }

    private void Write(StoreDelta delta)
    {
        _credentials = delta.Credentials ?? _credentials;
        foreach (var key in delta.AddedPreKeys)
            _preKeys[key.Id] = key;
        foreach (uint id in delta.RemovedPreKeys)
            _preKeys.Remove(id);
        foreach (var (address, record) in delta.Sessions)
            Write(_sessions, address, record);
        foreach (var (address, key) in delta.Identities)
            _identities[address] = key;
        foreach (var (group, sender, record) in delta.SenderKeys)
            Write(_senderKeys, (group, sender), record);
        foreach (var (collection, record) in delta.AppState)
            Write(_appState, collection, record);
        foreach (var (phoneNumber, lid) in delta.LidMappings)
            Map(phoneNumber, lid);
    }

    // A number may get another id and an id another number; what either had before is no longer true.
    private void Map(Jid phoneNumber, Jid lid)
    {
        if (_lids.Remove(phoneNumber, out var formerLid))
            _phoneNumbers.Remove(formerLid);
        if (_phoneNumbers.Remove(lid, out var formerNumber))
            _lids.Remove(formerNumber);
        _lids[phoneNumber] = lid;
        _phoneNumbers[lid] = phoneNumber;
    }

    private void Wipe()
    {
        _credentials = null;
        _preKeys.Clear();
        _sessions.Clear();
        _identities.Clear();
        _senderKeys.Clear();
        _appState.Clear();
        _lids.Clear();
        _phoneNumbers.Clear();
    }

    private ValueTask<TValue?> Find<TKey, TValue>(Dictionary<TKey, TValue> values, TKey key)
        where TKey : notnull
        where TValue : struct
    {
        lock (_lock)
            return new(values.TryGetValue(key, out var value) ? value : null);
    }
}
