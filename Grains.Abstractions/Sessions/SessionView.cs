namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>A session as its owner may see it.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.SessionView")]
public sealed record SessionView
{
    /// <summary>Twelve characters of A-Z and 0-9, permanent.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The tenant whose it is.</summary>
    [Id(1)]
    public required string Account { get; init; }

    /// <summary>Unique in the account.</summary>
    [Id(2)]
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    [Id(3)]
    public required SessionStatus Status { get; init; }

    /// <summary>One of <see cref="SessionReasons"/>, with FAILED and LOGGED_OUT.</summary>
    [Id(4)]
    public string? Reason { get; init; }

    /// <summary>What its owner last asked for.</summary>
    [Id(5)]
    public required DesiredState Desired { get; init; }

    /// <summary>The last three changes of its status, the latest last.</summary>
    [Id(6)]
    public required StatusChange[] Statuses { get; init; }

    /// <summary>What its owner configured.</summary>
    [Id(7)]
    public required SessionConfig Config { get; init; }

    /// <summary>The account on WhatsApp; null until it is paired.</summary>
    [Id(8)]
    public LinkedAccount? Me { get; init; }

    /// <summary>The node that has it; null while none does.</summary>
    [Id(9)]
    public string? Node { get; init; }

    /// <summary>When it was created.</summary>
    [Id(10)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its owner last changed it.</summary>
    [Id(11)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it last logged in, as far as its present node knows.</summary>
    [Id(12)]
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>The node that it is placed on, whether it runs or not.</summary>
    [Id(13)]
    public string? PlacedOn { get; init; }
}
