namespace Wasilo.Grains.Abstractions.Accounts;

/// <summary>One API key, by its public first part. It knows the key's hash, and never the key.</summary>
[Alias("wasilo.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>What the key gives access to; null if it isn't one, or is expired or revoked.</summary>
    /// <param name="hash">SHA-256 of the whole key.</param>
    [Alias("Verify")]
    Task<KeyGrant?> Verify(byte[] hash);

    /// <summary>Forgets what it knows: the key was changed.</summary>
    [Alias("Forget")]
    Task Forget();
}
