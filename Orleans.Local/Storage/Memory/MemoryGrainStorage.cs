using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Local.Storage;

/// <summary>
/// States in the memory of this silo, for tests and for what may be lost. Each silo has its own: a grain that moves to
/// another silo finds nothing there. States go through the serializer both ways, so that no object is shared with the
/// grain, and what can't be stored fails here as it would in a database.
/// </summary>
internal sealed class MemoryGrainStorage(string name, IGrainStorageSerializer serializer) : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Stored> _states = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = _states.GetValueOrDefault((stateName, grainId));
        var state = stored is null ? default : serializer.Deserialize<T>(stored.Data);
        grainState.State = state ?? StateActivator<T>.Create();
        grainState.ETag = stored?.ETag;
        grainState.RecordExists = stored is not null;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var version = Interlocked.Increment(ref _version);
        var next = new Stored(serializer.Serialize(grainState.State), version.ToString(CultureInfo.InvariantCulture));
        var current = _states.GetValueOrDefault(key);
        var written = current?.ETag == grainState.ETag
            && (current is null ? _states.TryAdd(key, next) : _states.TryUpdate(key, next, current));
        if (!written)
            throw Conflict(nameof(WriteStateAsync), key, grainState.ETag);
        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var current = _states.GetValueOrDefault(key);
        var cleared = current?.ETag == grainState.ETag && (current is null || _states.TryRemove(new(key, current)));
        if (!cleared)
            throw Conflict(nameof(ClearStateAsync), key, grainState.ETag);
        grainState.State = StateActivator<T>.Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Conflict(string operation, (string State, GrainId Grain) key, string? etag)
    {
        var stored = _states.GetValueOrDefault(key)?.ETag;
        return new InconsistentStateException(
            $"Version conflict ({operation}): ProviderName={name} GrainType={key.State} GrainId={key.Grain} ETag={etag} Stored={stored}.",
            stored,
            etag);
    }

    // A class, so that an unchanged entry is recognised by its reference.
    private sealed class Stored(BinaryData data, string etag)
    {
        public BinaryData Data { get; } = data;

        public string ETag { get; } = etag;
    }
}
