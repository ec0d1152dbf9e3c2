namespace Wasilo.Storage.Sessions;

/// <summary>A row of <c>wasilo_session</c>.</summary>
internal sealed class SessionRow
{
    private const string Running = "running";
    private const string Stopped = "stopped";

    public const string Columns =
        """
        session AS Session, account AS Account, name AS Name, config AS Config, desired AS Desired, status AS Status, reason AS Reason,
        preferred_node AS PreferredNode, created_at AS CreatedAt, updated_at AS UpdatedAt, status_at AS StatusAt,
        (SELECT sealed FROM wasilo_config c WHERE c.session = wasilo_session.session) AS SealedConfig
        """;

    public long Session { get; init; }

    public string Id { get; init; } = string.Empty;

    public string Account { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public string Config { get; init; } = string.Empty;

    public byte[]? SealedConfig { get; init; }

    public string Desired { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    public string? Reason { get; init; }

    public string? PreferredNode { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public long StatusAt { get; init; }

    public static string Text(DesiredState desired) => desired == DesiredState.Running ? Running : Stopped;

    public static SessionRow From(SessionRecord session) => new()
    {
        Session = session.Id.Number,
        Id = session.Id.ToString(),
        Account = session.Account,
        Name = session.Name,
        Config = session.Config,
        SealedConfig = session.SealedConfig?.ToArray(),
        Desired = Text(session.Desired),
        Status = session.Status,
        Reason = session.Reason,
        PreferredNode = session.PreferredNode,
        CreatedAt = session.CreatedAt.ToUnixTimeMilliseconds(),
        UpdatedAt = session.UpdatedAt.ToUnixTimeMilliseconds(),
        StatusAt = session.StatusAt.ToUnixTimeMilliseconds(),
    };

    public SessionRecord ToRecord() => new()
    {
        Id = SessionId.FromNumber(Session),
        Account = Account,
        Name = Name,
        Config = Config,
        SealedConfig = SealedConfig is { } config ? config : (ReadOnlyMemory<byte>?)null,
        Desired = Desired == Running ? DesiredState.Running : DesiredState.Stopped,
        Status = Status,
        Reason = Reason,
        PreferredNode = PreferredNode,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
        StatusAt = DateTimeOffset.FromUnixTimeMilliseconds(StatusAt),
    };
}
