namespace Orleans;

/// <summary>A state as storage sees it.</summary>
public interface IGrainState<T>
{
    /// <summary>The state.</summary>
    T? State { get; set; }

    /// <summary>Its version in storage; null for a state that was never stored.</summary>
    string? ETag { get; set; }

    /// <summary>Whether storage holds a state, and not only the version of one that was cleared.</summary>
    bool RecordExists { get; set; }
}
