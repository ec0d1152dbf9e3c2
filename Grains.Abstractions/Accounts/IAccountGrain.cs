using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Abstractions.Accounts;

/// <summary>A tenant: its quota, the names of its sessions, and its API keys. Its key is the account's id.</summary>
[Alias("wasilo.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Creates the account, or changes its name and quota.</summary>
    /// <param name="name">For people, 1 to 100 characters.</param>
    /// <param name="maxSessions">Null for any number.</param>
    /// <exception cref="ArgumentException">One of these, or the account's id, can't be.</exception>
    [Alias("Put")]
    Task<AccountView> Put(string name, int? maxSessions);

    /// <summary>The account, or null if there is none.</summary>
    [Alias("Get")]
    Task<AccountView?> Get();

    /// <summary>Mints an id, reserves the name and a place in the quota, and creates a session that is STOPPED.</summary>
    /// <param name="name">Letters, digits, <c>_</c> and <c>-</c>, 1 to 54 of them; null for one that is made here.</param>
    /// <param name="config">What its owner configures.</param>
    /// <param name="region">Where its node should stand; null for anywhere.</param>
    [Alias("CreateSession")]
    Task<CreateSessionAnswer> CreateSession(string? name, SessionConfig config, string? region);

    /// <summary>The id of the account's session that has this id or this name; null if the account has none.</summary>
    [Alias("FindSession")]
    Task<string?> FindSession(string idOrName);

    /// <summary>The ids of the account's sessions, by name.</summary>
    [Alias("ListSessions")]
    Task<string[]> ListSessions();

    /// <summary>Logs a session out, deletes it and gives its name and place free. False if the account has none of this id.</summary>
    [Alias("DeleteSession")]
    Task<bool> DeleteSession(string id);

    /// <summary>Makes an API key. This answer is the only time that it can be seen.</summary>
    /// <exception cref="ArgumentException">The name, the scopes, the session or the expiry can't be, or there is no account.</exception>
    [Alias("CreateKey")]
    Task<NewApiKey> CreateKey(ApiKeyRequest request);

    /// <summary>Changes what an API key may do. Null if the account has none of this id, or it is revoked.</summary>
    /// <exception cref="ArgumentException">The scopes, the session or the expiry can't be.</exception>
    [Alias("ChangeKey")]
    Task<ApiKeyView?> ChangeKey(string id, ApiKeyRequest request);

    /// <summary>The key for this purpose, made if there is none that is good.</summary>
    /// <exception cref="ArgumentException">The account has no such session, or there is no account.</exception>
    [Alias("GetScopedKey")]
    Task<NewApiKey> GetScopedKey(ScopedKeyRequest request);

    /// <summary>The key for this purpose, or null if there is none that is good.</summary>
    [Alias("FindScopedKey")]
    Task<NewApiKey?> FindScopedKey(ScopedKeyRequest request);

    /// <summary>The account's API keys, the oldest first.</summary>
    [Alias("ListKeys")]
    Task<ApiKeyView[]> ListKeys();

    /// <summary>Makes an API key worthless. False if the account has none of this id.</summary>
    [Alias("RevokeKey")]
    Task<bool> RevokeKey(string id);
}
