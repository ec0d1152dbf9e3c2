using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Accounts;

/// <summary>A row of <c>wasilo_api_key</c>.</summary>
internal sealed class ApiKeyRow
{
    public const string Columns =
        """
        id AS Id, account AS Account, hash AS Hash, name AS Name, scopes AS Scopes, session AS Session, created_at AS CreatedAt,
        expires_at AS ExpiresAt, last_used_at AS LastUsedAt, revoked_at AS RevokedAt
        """;

    public string Id { get; init; } = string.Empty;

    public string Account { get; init; } = string.Empty;

    public byte[] Hash { get; init; } = [];

    public string Name { get; init; } = string.Empty;

    public string Scopes { get; init; } = string.Empty;

    public long? Session { get; init; }

    public long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? LastUsedAt { get; init; }

    public long? RevokedAt { get; init; }

    public static ApiKeyRow From(ApiKeyRecord key) => new()
    {
        Id = key.Id,
        Account = key.Account,
        Hash = key.Hash.ToArray(),
        Name = key.Name,
        Scopes = string.Join(' ', key.Scopes),
        Session = key.Session?.Number,
        CreatedAt = key.CreatedAt.ToUnixTimeMilliseconds(),
        ExpiresAt = key.ExpiresAt?.ToUnixTimeMilliseconds(),
        LastUsedAt = key.LastUsedAt?.ToUnixTimeMilliseconds(),
        RevokedAt = key.RevokedAt?.ToUnixTimeMilliseconds(),
    };

    public ApiKeyRecord ToRecord() => new()
    {
        Id = Id,
        Account = Account,
        Hash = Hash,
        Name = Name,
        Scopes = Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Session = Session is { } number ? SessionId.FromNumber(number) : null,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        ExpiresAt = Time(ExpiresAt),
        LastUsedAt = Time(LastUsedAt),
        RevokedAt = Time(RevokedAt),
    };

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
