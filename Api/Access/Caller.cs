using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Access;

/// <summary>Who asks, and what of the account is theirs to see: a session that isn't does not exist.</summary>
/// <param name="cluster">Where accounts and sessions are.</param>
/// <param name="grant">What the caller's key gives access to.</param>
internal sealed class Caller(IClusterClient cluster, KeyGrant grant)
{
    public KeyGrant Grant => grant;

    public IClusterClient Cluster => cluster;

    /// <summary>Whom the caller's token names; null for API keys.</summary>
    public string? User { get; init; }

    public IAccountGrain Account => cluster.GetGrain<IAccountGrain>(grant.Account);

    /// <summary>Whether secrets of the config may be shown.</summary>
    public bool MaySeeSecrets => May(Permission.Configure);

    public bool IsForOneSession => grant.Session is not null;

    /// <summary>The caller, if the key is good and allows this.</summary>
    public static async Task<Answer<Caller>> IdentifyAsync(HttpContext http, string? key, Permission permission)
    {
        var cluster = http.RequestServices.GetRequiredService<IClusterClient>();
        if (await ApiKeys.VerifyAsync(cluster, key) is not { } grant)
            return Problem.Unauthorized;
        var caller = new Caller(cluster, grant);
        return caller.May(permission) ? caller : Problem.Forbidden;
    }

    public bool May(Permission permission) => permission switch
    {
        Permission.Read => Has(ApiScopes.Read),
        Permission.Manage => Has(ApiScopes.Manage),
        Permission.Control => Has(ApiScopes.Manage) || Has(ApiScopes.Control),
        Permission.Configure => Has(ApiScopes.Manage) || Has(ApiScopes.Setting),
        Permission.Send => Has(ApiScopes.Manage) || Has(ApiScopes.Send),
        Permission.Events => Has(ApiScopes.Manage) || Has(ApiScopes.Events),
        Permission.Delete => Has(ApiScopes.Manage) || Has(ApiScopes.Delete),
        Permission.Admin => Has(ApiScopes.Admin),
        _ => false,
    };

    /// <summary>The session of this id or, if names are taken, of this name.</summary>
    public async Task<ISessionGrain?> FindAsync(string idOrName, bool byName) =>
        await Account.FindSession(idOrName) is { } id && (byName || id == idOrName) && IsMine(id) ? Session(id) : null;

    public async Task<IEnumerable<ISessionGrain>> ListAsync() => (await Account.ListSessions()).Where(IsMine).Select(Session);

    public ISessionGrain Session(string id) => cluster.GetGrain<ISessionGrain>(id);

    private bool Has(string scope) => grant.Scopes.Contains(scope);

    private bool IsMine(string id) => grant.Session is null || grant.Session == id;
}
