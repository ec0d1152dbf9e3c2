using System.Buffers.Text;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Accounts;

/// <summary>
/// Keys for one session and one purpose, of which there is one at a time: whoever asks again gets the same. They follow from the master key,
/// so they can be shown again although only their hashes are kept.
/// </summary>
internal sealed class ScopedKeys(ApiKeyStore keys, TokenDeriver tokens, TimeProvider time)
{
    private const int IdLength = 12;
    private const int SecretBytes = 32;

    /// <summary>The key that is good now, or null.</summary>
    public async Task<NewApiKey?> FindAsync(string account, ScopedKeyRequest request) => (await ReadAsync(account, request)).Key;

    /// <summary>The key that is good now, or a new one.</summary>
    public async Task<NewApiKey> GetAsync(string account, ScopedKeyRequest request)
    {
        var (key, number) = await ReadAsync(account, request);
        if (key is not null)
            return key;
        var (id, text) = Derive(account, request, number);
        var record = new ApiKeyRecord
        {
            Id = id,
            Account = account,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
            Name = NameOf(request, number),
            Scopes = request.Scopes,
            Session = SessionId.Parse(request.Session),
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = request.ExpiresAt,
        };
        try
        {
            await keys.AddAsync(record, CancellationToken.None);
            return new NewApiKey(text, AccountKeys.View(record));
        }
        catch (DbException)
        {
            // Two who ask at once make the same key, and one of them is second.
            if (await FindAsync(account, request) is { } made)
                return made;
            throw;
        }
    }

    private async Task<(NewApiKey? Key, int Next)> ReadAsync(string account, ScopedKeyRequest request)
    {
        var prefix = NameOf(request, null);
        var next = 0;
        NewApiKey? good = null;
        foreach (var record in await keys.ListAsync(account, CancellationToken.None))
        {
            if (record.Session?.ToString() != request.Session || !record.Name.StartsWith(prefix, StringComparison.Ordinal)
                || !int.TryParse(record.Name[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                continue;
            next = Math.Max(next, number + 1);
            var (id, text) = Derive(account, request, number);
            var isGood = record.RevokedAt is null && !(record.ExpiresAt <= time.GetUtcNow());
            if (isGood && record.Id == id)
                good = new NewApiKey(text, AccountKeys.View(record));
        }

        return (good, next);
    }

    private (string Id, string Key) Derive(string account, ScopedKeyRequest request, int number)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";
        var bytes = tokens.Derive($"{account}\n{request.Session}\n{NameOf(request, number)}", IdLength + SecretBytes);
        var id = string.Concat(bytes.Take(IdLength).Select(value => Letters[value % Letters.Length]));
        return (id, $"wa_{id}_{Base64Url.EncodeToString(bytes.AsSpan(IdLength))}");
    }

    private static string NameOf(ScopedKeyRequest request, int? number) => $"{request.Purpose} #{number?.ToString(CultureInfo.InvariantCulture)}";
}
