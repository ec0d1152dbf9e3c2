using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Accounts;

/// <summary>
/// Makes API keys: <c>wa_ID_SECRET</c>, where the id is public and the secret has 256 bits. Only SHA-256 of the whole is kept, which is
/// enough for a secret that nobody can guess.
/// </summary>
internal sealed class AccountKeys(ApiKeyStore keys, TimeProvider time)
{
    private const int IdLength = 12;
    private const int SecretBytes = 32;

    /// <exception cref="ArgumentException">The request can't be.</exception>
    public async Task<NewApiKey> CreateAsync(string account, ApiKeyRequest request)
    {
        var now = time.GetUtcNow();
        AccountRules.Check(request, now);
        var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", IdLength);
        var key = $"wa_{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        var record = new ApiKeyRecord
        {
            Id = id,
            Account = account,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
            Name = request.Name,
            Scopes = Ordered(request.Scopes),
            Session = request.Session is { } session ? SessionId.Parse(session) : null,
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt,
        };
        await keys.AddAsync(record, CancellationToken.None);
        return new NewApiKey(key, View(record));
    }

    public async Task<ApiKeyView[]> ListAsync(string account) =>
        [.. (await keys.ListAsync(account, CancellationToken.None)).Select(View)];

    /// <exception cref="ArgumentException">The request can't be.</exception>
    public async Task<ApiKeyView?> ChangeAsync(string account, string id, ApiKeyRequest request)
    {
        // A key may be made to expire at once: it can be brought back by another change, which a revoked one can't.
        AccountRules.Check(request with { ExpiresAt = null }, time.GetUtcNow());
        return await keys.FindAsync(id, CancellationToken.None) is { RevokedAt: null } known && known.Account == account
            && await keys.ChangeAsync(Changed(known, request), CancellationToken.None) is { } changed
            ? View(changed)
            : null;
    }

    public Task<bool> RevokeAsync(string account, string id) => keys.RevokeAsync(account, id, time.GetUtcNow(), CancellationToken.None);

    private static ApiKeyRecord Changed(ApiKeyRecord known, ApiKeyRequest request) => known with
    {
        Scopes = Ordered(request.Scopes),
        Session = request.Session is { } session ? SessionId.Parse(session) : null,
        ExpiresAt = request.ExpiresAt,
    };

    private static string[] Ordered(string[] scopes) => [.. ApiScopes.All.Concat(ApiScopes.PartsOfManage).Where(scopes.Contains)];

    internal static ApiKeyView View(ApiKeyRecord key) =>
        new(key.Id, key.Name, [.. key.Scopes], key.Session?.ToString(), key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}
