namespace Orleans.Serialization;

/// <summary>
/// Stands for a remote exception whose type is not known here. Message, remote stack and inner exception are the original's.
/// </summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    public UnavailableExceptionFallbackException()
    {
    }

    public UnavailableExceptionFallbackException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Further properties of the original, where they could be read.</summary>
    public Dictionary<string, object?> Properties { get; } = [];

    /// <summary>The name of the original type.</summary>
    public string? ExceptionType { get; internal set; }

    /// <inheritdoc />
    public override string ToString() => string.IsNullOrWhiteSpace(ExceptionType)
        ? $"Unknown exception: {base.ToString()}"
        : $"Unknown exception of type {ExceptionType}: {base.ToString()}";
}
