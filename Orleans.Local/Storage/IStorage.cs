namespace Orleans.Core;

/// <summary>A grain's hold on one of its stored states.</summary>
public interface IStorage
{
    /// <summary>The version in storage that <c>State</c> comes from; null for a state that was never stored.</summary>
    string? Etag { get; }

    /// <summary>Whether storage holds the state.</summary>
    bool RecordExists { get; }

    /// <summary>Clears the state in storage, and makes a new one here.</summary>
    Task ClearStateAsync();

    /// <summary>Clears the state in storage, and makes a new one here.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken);

    /// <summary>Writes the state.</summary>
    Task WriteStateAsync();

    /// <summary>Writes the state.</summary>
    Task WriteStateAsync(CancellationToken cancellationToken);

    /// <summary>Reads the state again; changes that were not written are lost.</summary>
    Task ReadStateAsync();

    /// <summary>Reads the state again; changes that were not written are lost.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken);
}

/// <summary>A grain's hold on one of its stored states.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory.</summary>
    TState State { get; set; }
}
