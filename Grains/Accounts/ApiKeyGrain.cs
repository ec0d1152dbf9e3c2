using System.Security.Cryptography;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Storage.Accounts;

namespace Wasilo.Grains.Accounts;

/// <summary>Reads its key once. A wrong key costs what a right one does: the same look-up, and a comparison in constant time.</summary>
internal sealed class ApiKeyGrain(ApiKeyStore keys, TimeProvider time) : Grain, IApiKeyGrain
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    private ApiKeyRecord? _key;
    private bool _isRead;

    public async Task<KeyGrant?> Verify(byte[] hash)
    {
        if (!_isRead)
        {
            _key = await keys.FindAsync(this.GetPrimaryKeyString(), CancellationToken.None);
            _isRead = true;
        }

        if (_key is null)
            DeactivateOnIdle(); // ids that callers make up must not fill the memory
        var isKey = CryptographicOperations.FixedTimeEquals(hash, _key is { } known ? known.Hash.Span : NoHash);
        return isKey && _key is { RevokedAt: null } key && !(key.ExpiresAt <= time.GetUtcNow())
            ? new KeyGrant(key.Id, key.Account, [.. key.Scopes], key.Session?.ToString(), key.ExpiresAt)
            : null;
    }

    public Task Forget()
    {
        _isRead = false;
        return Task.CompletedTask;
    }
}
