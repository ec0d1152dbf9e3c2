namespace Wasilo.Grains.Abstractions.Accounts;

/// <summary>What an API key may be allowed.</summary>
public static class ApiScopes
{
    /// <summary>Reading.</summary>
    public const string Read = "read";

    /// <summary>Sending.</summary>
    public const string Send = "send";

    /// <summary>Sessions, and what belongs to them.</summary>
    public const string Manage = "manage";

    /// <summary>Streams of events.</summary>
    public const string Events = "events";

    /// <summary>Accounts and nodes.</summary>
    public const string Admin = "admin";

    /// <summary>Of <see cref="Manage"/>: starting, stopping, logging out, linking to a phone.</summary>
    public const string Control = "control";

    /// <summary>Of <see cref="Manage"/>: changing a session's config.</summary>
    public const string Setting = "setting";

    /// <summary>Of <see cref="Manage"/>: deleting sessions.</summary>
    public const string Delete = "delete";

    /// <summary>Seeing one session's QR code, and nothing else.</summary>
    public const string Link = "link";

    /// <summary>All of them, without parts of others.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Send, Manage, Events, Admin];

    /// <summary>Parts of <see cref="Manage"/>, for keys that may not do all of it.</summary>
    public static IReadOnlyList<string> PartsOfManage { get; } = [Control, Setting, Delete];
}

/// <summary>What a new key should be.</summary>
/// <param name="Name">For people, 1 to 100 characters.</param>
/// <param name="Scopes">Some of <see cref="ApiScopes"/>.</param>
/// <param name="Session">The one session that it is good for; null for all of the account.</param>
/// <param name="ExpiresAt">Null for never.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ApiKeyRequest")]
public sealed record ApiKeyRequest(string Name, string[] Scopes, string? Session = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A key of which there is one at a time.</summary>
/// <param name="Purpose">For people, and to tell it from others of the session; letters.</param>
/// <param name="Session">The id of the one session that it is good for.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="ExpiresAt">Null for never. That of a key which is there already stays.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ScopedKeyRequest")]
public sealed record ScopedKeyRequest(string Purpose, string Session, string[] Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A new key.</summary>
/// <param name="Key">The key itself, to be seen once.</param>
/// <param name="View">What is kept of it.</param>
[GenerateSerializer, Immutable, Alias("wasilo.NewApiKey")]
public sealed record NewApiKey(string Key, ApiKeyView View)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"NewApiKey {{ {View} }}";
}

/// <summary>An API key as its account may see it later.</summary>
/// <param name="Id">Its public first part.</param>
/// <param name="Name">For people.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Session">The one session that it is good for; null for all of the account.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="RevokedAt">Since when it is worthless.</param>
[GenerateSerializer, Immutable, Alias("wasilo.ApiKeyView")]
public sealed record ApiKeyView(
    string Id, string Name, string[] Scopes, string? Session,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>What a key gives access to.</summary>
/// <param name="KeyId">Its public first part.</param>
/// <param name="Account">The account.</param>
/// <param name="Scopes">What it may do there.</param>
/// <param name="Session">The one session that it is good for; null for all.</param>
/// <param name="ExpiresAt">Null for never.</param>
[GenerateSerializer, Immutable, Alias("wasilo.KeyGrant")]
public sealed record KeyGrant(string KeyId, string Account, string[] Scopes, string? Session, DateTimeOffset? ExpiresAt);
