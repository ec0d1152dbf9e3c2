using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of an activation. Ends with the activation at the latest.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Starts the timer anew with another due time and period; infinite values stop it or make it fire once.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a grain timer behaves.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Sets nothing; the due time and period are required.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>A timer that fires after <paramref name="dueTime"/> and then each <paramref name="period"/>.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>The time until the first call; infinite for none.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>The time from the end of one call to the next; infinite for a single call.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether the callback may run between the awaits of other calls. By default it waits for its turn like a call.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a call of the timer counts as use of the activation and so keeps it from idle collection.</summary>
    public bool KeepAlive { get; init; }
}
