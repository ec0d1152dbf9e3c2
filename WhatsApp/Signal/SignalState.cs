using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

/// <summary>A device's sessions and sender keys, as far as they are in use; the rest stays in the store.</summary>
/// <remarks>Not for several threads at once: whoever holds the device's turn uses it.</remarks>
/// <param name="store">Read when something is needed for the first time; written by the caller, with what a transaction made.</param>
/// <param name="random">For keys.</param>
/// <param name="cacheBytes">How much may stay in memory between transactions. Nothing is allocated before the first use.</param>
internal sealed class SignalState(IEngineStore store, IRandomSource random, int cacheBytes = SignalState.DefaultCacheBytes)
{
    /// <summary>Some two hundred sessions.</summary>
    internal const int DefaultCacheBytes = 256 * 1024;

    private RecordCache? _cache;
    private SignalTransaction? _open;

    internal IEngineStore Store => store;

    internal IRandomSource Random => random;

    /// <summary>What is cached now.</summary>
    internal int CachedBytes => _cache?.Bytes ?? 0;

    /// <summary>
    /// Begins a unit of work. There is one at a time: an earlier one that wasn't committed is over. If its delta had been made, the store
    /// may or may not have taken it; what it was about is read from the store again.
    /// </summary>
    internal SignalTransaction Begin(Credentials credentials)
    {
        _open?.Abandon();
        return _open = new SignalTransaction(this, credentials);
    }

    /// <summary>Forgets what is cached, and asks the store again: when another may have written to it, and to save memory.</summary>
    internal void Forget()
    {
        _open?.Abandon();
        (_open, _cache) = (null, null);
    }

    internal bool IsOpen(SignalTransaction transaction) => ReferenceEquals(_open, transaction);

    internal void Close() => _open = null;

    internal ISignalRecord? Cached(RecordKey key) => _cache?.Find(key);

    internal void Cache(RecordKey key, ISignalRecord record, int encodedLength) =>
        (_cache ??= new RecordCache(cacheBytes)).Put(key, record, encodedLength);

    internal void Uncache(RecordKey key) => _cache?.Remove(key);
}
