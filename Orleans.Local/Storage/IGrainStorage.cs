using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Where grain state is kept. Every state has a version, its ETag, and a write or clear under another one fails.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a state and its ETag; a new state without an ETag if there is none.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state and takes over its new ETag.</summary>
    /// <exception cref="InconsistentStateException">Another one has written or cleared it since it was read.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Clears a state.</summary>
    /// <exception cref="InconsistentStateException">Another one has written or cleared it since it was read.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
