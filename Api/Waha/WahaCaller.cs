using Wasilo.Api.Keys;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Waha;

/// <summary>Who asks, and what of the account is theirs to see: a session that isn't does not exist.</summary>
internal sealed class WahaCaller(IClusterClient cluster, KeyGrant grant)
{
    private static readonly object Key = new();

    public IAccountGrain Account => cluster.GetGrain<IAccountGrain>(grant.Account);

    /// <summary>Whether secrets of the config may be shown.</summary>
    public bool MayManage => grant.Scopes.Contains(ApiScopes.Manage);

    public bool IsForOneSession => grant.Session is not null;

    public static WahaCaller Of(HttpContext http) => (WahaCaller)http.Items[Key]!;

    /// <summary>Lets nobody through without a key that may do this.</summary>
    public static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var cluster = http.RequestServices.GetRequiredService<IClusterClient>();
        var key = http.Request.Headers["X-Api-Key"] is [{ } header] ? header
            : http.Request.Query["x-api-key"] is [{ } query] ? query
            : null;
        if (await ApiKeys.VerifyAsync(cluster, key) is not { } grant)
            return WahaErrors.Unauthorized();
        if (!grant.Scopes.Contains(HttpMethods.IsGet(http.Request.Method) ? ApiScopes.Read : ApiScopes.Manage))
            return WahaErrors.Forbidden();
        http.Items[Key] = new WahaCaller(cluster, grant);
        return await next(invocation);
    }

    public async Task<ISessionGrain?> FindAsync(string idOrName) =>
        await Account.FindSession(idOrName) is { } id && (grant.Session is null || grant.Session == id) ? Session(id) : null;

    public async Task<IEnumerable<ISessionGrain>> ListAsync() =>
        (await Account.ListSessions()).Where(id => grant.Session is null || grant.Session == id).Select(Session);

    public ISessionGrain Session(string id) => cluster.GetGrain<ISessionGrain>(id);
}
