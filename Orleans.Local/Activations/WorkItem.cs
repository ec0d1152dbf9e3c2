namespace Orleans.Local.Activations;

/// <summary>Something that runs on an activation as a unit that others don't interleave with: a call or the tick of a timer.</summary>
internal abstract class WorkItem
{
    /// <summary>Whether it may run between the awaits of any other item.</summary>
    public abstract bool AlwaysInterleaves { get; }

    /// <summary>Whether it keeps the activation from idle collection.</summary>
    public virtual bool CountsAsUse => true;

    /// <summary>Runs as turns of <paramref name="activation"/>. Doesn't throw.</summary>
    public abstract Task RunAsync(Activation activation);

    /// <summary>Will not be run, and nobody else takes it over.</summary>
    public abstract void Abandon(Exception reason);
}
