namespace Wasilo.Storage.Accounts;

/// <summary>A tenant.</summary>
/// <param name="Id">Permanent.</param>
/// <param name="Name">For people.</param>
/// <param name="MaxSessions">How many sessions it may have; null means any number.</param>
/// <param name="CreatedAt">Kept to the millisecond.</param>
public sealed record AccountRecord(string Id, string Name, int? MaxSessions, DateTimeOffset CreatedAt);

/// <summary>An API key: its hash, never the key itself. Times are kept to the millisecond.</summary>
public sealed record ApiKeyRecord
{
    /// <summary>The key's public first part, by which it is found.</summary>
    public required string Id { get; init; }

    /// <summary>The account that it opens.</summary>
    public required string Account { get; init; }

    /// <summary>SHA-256 of the whole key: 32 bytes. Compare it in constant time.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: of read, send, manage, events and admin.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The one session that it is good for; null means all of the account.</summary>
    public Sessions.SessionId? Session { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is good for nothing; null means never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, as far as somebody said so.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Since when it is good for nothing.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Which key it is, without its hash.</summary>
    public override string ToString() => $"ApiKeyRecord {Id} of account {Account}";
}
