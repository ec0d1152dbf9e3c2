using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// A state was written or cleared by another one since it was read. The activation that sees this is not, or no longer,
/// the only one.
/// </summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>An error without words.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>An error.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>An error with both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>
    /// True until the activation whose write failed has been told; travels with the exception, so that its callers aren't
    /// taken for it.
    /// </summary>
    [Id(0)]
    internal bool IsSourceActivation { get; set; } = true;

    /// <summary>The version in storage; null if it is not known.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the writer had.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }
}
