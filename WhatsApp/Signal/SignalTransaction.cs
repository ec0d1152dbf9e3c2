using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// A unit of work: any number of operations, then <see cref="ToDelta"/>, the store's commit, <see cref="Commit"/>. Before that nothing
/// has happened. An operation that fails changes nothing and leaves the transaction usable.
/// </summary>
/// <remarks>
/// Operations may overlap: between the reading of a record and the change of it nothing is awaited, and no other operation comes. Records
/// never change; the transaction has those that it read or made, and the state's cache those that the store has.
/// </remarks>
internal sealed partial class SignalTransaction(SignalState state, Credentials credentials)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<RecordKey, Entry> _records = [];
    private Dictionary<SignalAddress, PublicKey>? _identities;
    private List<IdentityChange>? _identityChanges;
    private HashSet<uint>? _removedPreKeys;
    private List<RecordKey>? _givenUp;
    private StoreDelta? _delta;

    /// <summary>Devices that turned out to have another identity than before.</summary>
    internal IReadOnlyList<IdentityChange> IdentityChanges => _identityChanges is null ? [] : _identityChanges;

    /// <summary>Records that couldn't be read, and that the delta deletes: of sessions, and in groups of sender keys.</summary>
    internal IReadOnlyList<RecordKey> GivenUp => _givenUp is null ? [] : _givenUp;

    private LocalDevice Me => new(credentials.IdentityKey, credentials.RegistrationId, state.Random);

    /// <summary>What the operations changed, for the store. No operation may follow.</summary>
    internal StoreDelta ToDelta()
    {
        lock (_turn)
            return _delta ??= MakeDelta();
    }

    /// <summary>The store has taken the delta: from here on the changes are what is.</summary>
    /// <exception cref="InvalidOperationException">There is no delta yet, or the transaction is over.</exception>
    internal void Commit()
    {
        if (_delta is null || !state.IsOpen(this))
            throw new InvalidOperationException("Only what the store has been given can be committed, and only once.");
        foreach (var (key, entry) in _records)
        {
            if (entry is { IsChanged: true, Record: not null })
                state.Cache(key, entry.Record, entry.EncodedLength);
            else if (entry.IsChanged)
                state.Uncache(key);
        }

        state.Close();
    }

    /// <summary>Whether the store took the delta, if there is one, isn't known: what it was about is to be read again.</summary>
    internal void Abandon()
    {
        if (_delta is null)
            return;
        foreach (var (key, entry) in _records)
        {
            if (entry.IsChanged)
                state.Uncache(key);
        }
    }

    private StoreDelta MakeDelta()
    {
        ThrowIfOver();
        List<(SignalAddress, ReadOnlyMemory<byte>?)>? sessions = null;
        List<(Jid, SignalAddress, ReadOnlyMemory<byte>?)>? senderKeys = null;
        foreach (var (key, entry) in _records)
        {
            if (!entry.IsChanged)
                continue;
            if (key.Group is null)
                (sessions ??= []).Add((key.Address, entry.Encode()));
            else
                (senderKeys ??= []).Add((key.Group, key.Address, entry.Encode()));
        }

        return new StoreDelta
        {
            Sessions = sessions is null ? [] : sessions,
            SenderKeys = senderKeys is null ? [] : senderKeys,
            Identities = _identities is null ? [] : [.. _identities.Select(identity => (identity.Key, identity.Value))],
            RemovedPreKeys = _removedPreKeys is null ? [] : [.. _removedPreKeys],
        };
    }

    private void ThrowIfOver()
    {
        if (_delta is not null || !state.IsOpen(this))
            throw new InvalidOperationException("The transaction is over.");
    }

    private async ValueTask<SessionRecord> SessionsAsync(SignalAddress address)
    {
        var key = new RecordKey(null, address);
        if (!IsAtHand(key))
        {
            var stored = await state.Store.LoadSessionAsync(address, CancellationToken.None);
            Keep(key, stored, SessionRecordCodec.Decode);
        }

        return Sessions(address);
    }

    private async ValueTask<SenderKeyRecord> SenderKeysAsync(RecordKey key)
    {
        if (!IsAtHand(key))
        {
            var stored = await state.Store.LoadSenderKeyAsync(key.Group!, key.Address, CancellationToken.None);
            Keep(key, stored, SenderKeyCodec.Decode);
        }

        return SenderKeys(key);
    }

    private SessionRecord Sessions(SignalAddress address) => (SessionRecord?)AtHand(new(null, address)) ?? SessionRecord.Empty;

    private SenderKeyRecord SenderKeys(RecordKey key) => (SenderKeyRecord?)AtHand(key) ?? SenderKeyRecord.Empty;

    private ISignalRecord? AtHand(RecordKey key)
    {
        lock (_turn)
            return _records[key].Record;
    }

    private bool IsAtHand(RecordKey key)
    {
        lock (_turn)
        {
            ThrowIfOver();
            if (_records.ContainsKey(key))
                return true;
            if (state.Cached(key) is not { } record)
                return false;
            _records[key] = new Entry { Record = record };
            return true;
        }
    }

    // Another operation may have read it meanwhile, and changed it.
    private void Keep(RecordKey key, ReadOnlyMemory<byte>? stored, Func<ReadOnlyMemory<byte>, ISignalRecord> decode)
    {
        ISignalRecord? record = null;
        bool isUnreadable = false;
        try
        {
            record = stored is { } bytes ? decode(bytes) : null;
        }
        catch (CorruptRecordException)
        {
            isUnreadable = true;
        }

        lock (_turn)
        {
            ThrowIfOver();
            if (isUnreadable)
                GiveUp(key);
            else if (_records.TryAdd(key, new Entry { Record = record }) && record is not null)
                state.Cache(key, record, stored!.Value.Length);
        }
    }

    // Nothing can be done with it, and both sides begin anew where there is none: what was encrypted for it is asked for again.
    private void GiveUp(RecordKey key)
    {
        if (_givenUp?.Contains(key) == true)
            return;
        (_givenUp ??= []).Add(key);
        Change(key, null);
    }

    private void Change(RecordKey key, ISignalRecord? record)
    {
        ThrowIfOver();
        _records[key] = new Entry { Record = record, IsChanged = true };
    }

    private void Change(SignalAddress address, SessionRecord record) => Change(
        new RecordKey(null, address), record.Current is null && record.Archived.IsEmpty ? null : record);

    private sealed class Entry
    {
        internal ISignalRecord? Record { get; init; }

        internal bool IsChanged { get; init; }

        internal int EncodedLength { get; private set; }

        /// <summary>Null deletes the record.</summary>
        internal ReadOnlyMemory<byte>? Encode()
        {
            if (Record is null)
                return null;
            byte[] encoded = Record.Encode();
            EncodedLength = encoded.Length;
            return encoded;
        }
    }
}
