namespace Wasilo.Grains.Abstractions.Watching;

/// <summary>Sees to it that the sessions of a shard run that should. Its key is the shard's number, from 0.</summary>
[Alias("wasilo.IWatcherGrain")]
public interface IWatcherGrain : IGrainWithStringKey
{
    /// <summary>Begins to watch, for good. A watcher that watches isn't changed.</summary>
    [Alias("Watch")]
    Task Watch();
}
