namespace Orleans.Providers;

/// <summary>Names that stand for "the default".</summary>
public static class ProviderConstants
{
    /// <summary>The storage of states that name none.</summary>
    public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";
}
