namespace Wasilo.Storage.Sessions;

/// <summary>What a session's owner last asked for.</summary>
public enum DesiredState
{
    /// <summary>It should not run.</summary>
    Stopped,

    /// <summary>It should run; somebody has to see to it.</summary>
    Running,
}

/// <summary>A session as it is kept. Times are kept to the millisecond.</summary>
public sealed record SessionRecord
{
    /// <summary>Permanent.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The tenant whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>Unique in the account.</summary>
    public required string Name { get; init; }

    /// <summary>What its owner has configured, as JSON, if it isn't sealed.</summary>
    public string Config { get; init; } = "{}";

    /// <summary>What its owner has configured, as <see cref="Secrets.ConfigCipher"/> seals it; null if it isn't sealed.</summary>
    public ReadOnlyMemory<byte>? SealedConfig { get; init; }

    /// <summary>What its owner last asked for.</summary>
    public DesiredState Desired { get; init; }

    /// <summary>What it is, in design's words.</summary>
    public string Status { get; init; } = "STOPPED";

    /// <summary>Why, where the status alone doesn't say it.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it was placed when it was created.</summary>
    public string? PreferredNode { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its owner last changed it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its status last changed.</summary>
    public required DateTimeOffset StatusAt { get; init; }
}

/// <summary>Another session of the account has this name.</summary>
public sealed class SessionNameTakenException(string name)
    : StorageException($"The account has another session named '{name}'.")
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>There is no such session, or there is no more.</summary>
public sealed class SessionNotFoundException(SessionId session) : StorageException($"There is no session {session}.")
{
    /// <summary>Its id.</summary>
    public SessionId Session { get; } = session;
}
