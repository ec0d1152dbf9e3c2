using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain asks for a storage that the silo doesn't have.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    /// <summary>An error without words.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>An error.</summary>
    public BadProviderConfigException(string msg)
        : base(msg)
    {
    }

    /// <summary>An error with its cause.</summary>
    public BadProviderConfigException(string msg, Exception exc)
        : base(msg, exc)
    {
    }
}
