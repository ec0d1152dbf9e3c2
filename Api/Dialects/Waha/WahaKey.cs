using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>What a key should be.</summary>
/// <param name="IsAdmin">Whether it is good for all of the account.</param>
/// <param name="Session">The one session that it is good for; null for all.</param>
/// <param name="IsActive">Whether it works.</param>
/// <param name="Actions">What it may do; everything but deleting by default.</param>
public sealed record WahaKeyRequest(bool? IsAdmin, string? Session, bool? IsActive, WahaActions? Actions);

/// <param name="Session">The session, by name or id.</param>
public sealed record WahaScopedKeyRequest(string? Session);

/// <summary>An API key.</summary>
/// <param name="Id">Its public part.</param>
/// <param name="Key">The key itself, when it is made; later only how it begins.</param>
/// <param name="IsActive">Whether it works.</param>
/// <param name="IsAdmin">Whether it may do everything in the account.</param>
/// <param name="Session">The one session that it is good for; null for all.</param>
/// <param name="Actions">What it may do.</param>
public sealed record WahaKey(string Id, string Key, bool IsActive, bool IsAdmin, string? Session, WahaActions Actions)
{
    internal static WahaKey Of(ApiKeyView key, string? secret, string? session, DateTimeOffset now) => new(
        key.Id,
        secret ?? $"wa_{key.Id}_***",
        key.RevokedAt is null && !(key.ExpiresAt <= now),
        key.Session is null && key.Scopes.Contains(ApiScopes.Manage) && key.Scopes.Contains(ApiScopes.Send),
        session ?? key.Session,
        WahaActions.Of(key.Scopes));
}

/// <summary>What a key may do.</summary>
/// <param name="Read">Read.</param>
/// <param name="Send">Send.</param>
/// <param name="Control">Start, stop, log out, link to a phone.</param>
/// <param name="Setting">Change the config.</param>
/// <param name="App">Apps; none are offered.</param>
/// <param name="Delete">Delete the session.</param>
public sealed record WahaActions(bool? Read = null, bool? Send = null, bool? Control = null, bool? Setting = null, bool? App = null, bool? Delete = null)
{
    internal static WahaActions Of(string[] scopes)
    {
        var manages = scopes.Contains(ApiScopes.Manage);
        return new WahaActions(
            scopes.Contains(ApiScopes.Read),
            scopes.Contains(ApiScopes.Send),
            manages || scopes.Contains(ApiScopes.Control),
            manages || scopes.Contains(ApiScopes.Setting),
            manages,
            manages || scopes.Contains(ApiScopes.Delete));
    }

    /// <summary>What is left out counts as WAHA's default: everything but deleting.</summary>
    internal IEnumerable<string> ToScopes()
    {
        if (Read ?? true)
            yield return ApiScopes.Read;
        if (Read ?? true)
            yield return ApiScopes.Events;
        if (Send ?? true)
            yield return ApiScopes.Send;
        if (Control ?? true)
            yield return ApiScopes.Control;
        if (Setting ?? true)
            yield return ApiScopes.Setting;
        if (Delete ?? false)
            yield return ApiScopes.Delete;
    }
}
