using System.Collections.Concurrent;
using Orleans.Local.Calls;
using Orleans.Runtime;

namespace Orleans.Local.Activations;

/// <summary>All activations of a silo, by grain: at most one each.</summary>
internal sealed class Catalog(SiloRuntime runtime)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private long _lastId;
    private volatile bool _closed;

    public int Count => _activations.Count;

    public IEnumerable<Activation> All => _activations.Values;

    public bool TryGet(GrainId grain, out Activation activation) => _activations.TryGetValue(grain, out activation!);

    /// <summary>Hands <paramref name="first"/> to the grain's activation, begun now if there is none. False if the silo is stopping and begins none.</summary>
    public bool TryDeliver(GrainRequest first)
    {
        while (true)
        {
            if (_activations.TryGetValue(first.Target, out var present))
            {
                // One that has just ended takes nothing any more, and has left the catalog before it said so.
                if (present.TryEnqueue(first))
                    return true;
                continue;
            }

            if (_closed)
                return false;

            // The call is in before the activation begins: it may lose the race for the directory at once, and takes what waits along.
            var created = new Activation(runtime, runtime.Types.ClassOf(first.Target.Type), first.Target, Interlocked.Increment(ref _lastId));
            _ = created.TryEnqueue(first);
            if (!_activations.TryAdd(first.Target, created))
                continue;
            _ = created.BeginAsync();
            return true;
        }
    }

    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));

    /// <summary>Ends what has been idle for its age.</summary>
    public int CollectIdle()
    {
        var now = runtime.Time.GetTimestamp();
        var ended = 0;
        foreach (var activation in _activations.Values)
        {
            if (!activation.IsIdle(now))
                continue;
            ended++;
            activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, $"Not called for {activation.Class.CollectionAge}."));
        }

        return ended;
    }

    /// <summary>Ends all activations and begins no new ones. When <paramref name="cancellation"/> fires, what is still running is left behind.</summary>
    public async Task CloseAsync(string why, CancellationToken cancellation)
    {
        _closed = true;

        // Again, for one that was just being added when the catalog closed.
        while (!_activations.IsEmpty && !cancellation.IsCancellationRequested)
        {
            var all = _activations.Values.ToArray();
            foreach (var activation in all)
                activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, why), cancellation);
            await Task.WhenAll(all.Select(a => a.Deactivated)).WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
