using Wasilo.Api.Access;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Links;

/// <summary>A key that is good for one session's QR code, for a while.</summary>
/// <param name="Key">Secret until it is given away.</param>
/// <param name="ExpiresAt">When it is worthless.</param>
internal sealed record PairingLink(string Key, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"PairingLink until {ExpiresAt:O}";
}

/// <summary>Links to a page with a session's QR code. There is one at a time for each session.</summary>
/// <param name="caller">Whose sessions they are.</param>
/// <param name="time">Now.</param>
internal sealed class PairingLinks(Caller caller, TimeProvider time)
{
    public const int DefaultSeconds = 15 * 60;
    public const int LeastSeconds = 60;
    public const int MostSeconds = 24 * 60 * 60;

    public async Task<PairingLink?> FindAsync(string session) =>
        await caller.Account.FindScopedKey(Request(session, null)) is { } key ? Link(key) : null;

    /// <summary>A new one. The former is worthless.</summary>
    public async Task<PairingLink> CreateAsync(string session, TimeSpan lifetime)
    {
        await RevokeAsync(session);
        return Link(await caller.Account.GetScopedKey(Request(session, time.GetUtcNow() + lifetime)));
    }

    /// <summary>False if there is none.</summary>
    public async Task<bool> RevokeAsync(string session) =>
        await caller.Account.FindScopedKey(Request(session, null)) is { } key && await caller.Account.RevokeKey(key.View.Id);

    private static ScopedKeyRequest Request(string session, DateTimeOffset? expiresAt) => new("link", session, [ApiScopes.Link], expiresAt);

    private static PairingLink Link(NewApiKey key) => new(key.Key, key.View.ExpiresAt ?? DateTimeOffset.MaxValue);
}
