using Orleans.Runtime;

namespace Orleans;

/// <summary>A reminder.</summary>
public sealed class ReminderEntry
{
    /// <summary>Who is reminded.</summary>
    public GrainId GrainId { get; set; }

    /// <summary>The name, unique for the grain.</summary>
    public string ReminderName { get; set; } = null!;

    /// <summary>The first tick, in UTC.</summary>
    public DateTime StartAt { get; set; }

    /// <summary>The time between two ticks.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>The version in storage.</summary>
    public string? ETag { get; set; }

    /// <inheritdoc />
    public override string ToString() => $"<GrainId={GrainId} ReminderName={ReminderName} Period={Period}>";
}
