using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orleans.Local.Activations;
using Orleans.Local.Calls;

namespace Orleans.Local.Dashboard;

/// <summary>
/// Counts what a silo does: activations by class; calls, failures and time by method. Read by the dashboard and by metrics.
/// </summary>
internal sealed class CallStatistics
{
    private readonly ConcurrentDictionary<(GrainClass Class, GrainMethod Method), MethodFigures> _methods = new();
    private readonly ConcurrentDictionary<GrainClass, ActivationFigures> _classes = new();

    // The meter and gauge that Orleans publishes, so that whoever listens needs not know which of the two it is.
    public CallStatistics(IMeterFactory meters) =>
        meters.Create("Microsoft.Orleans").CreateObservableGauge("orleans-catalog-activations", Measure);

    public long Activations => _classes.Values.Sum(c => c.Now);

    public IEnumerable<KeyValuePair<(GrainClass Class, GrainMethod Method), MethodFigures>> Methods => _methods;

    public IEnumerable<KeyValuePair<GrainClass, ActivationFigures>> Classes => _classes;

    public void Activated(GrainClass grainClass) => Interlocked.Increment(ref _classes.GetOrAdd(grainClass, _ => new()).Begun);

    public void Deactivated(GrainClass grainClass) => Interlocked.Increment(ref _classes.GetOrAdd(grainClass, _ => new()).Ended);

    public void CallFinished(GrainClass grainClass, GrainRequest request, TimeSpan elapsed, bool failed)
    {
        var figures = _methods.GetOrAdd((grainClass, request.Method), static _ => new());
        figures.Latency.Add(elapsed);
        Interlocked.Add(ref figures.Ticks, elapsed.Ticks);
        if (failed)
            Interlocked.Increment(ref figures.Failures);
    }

    private IEnumerable<Measurement<int>> Measure() => _classes.Select(
        c => new Measurement<int>((int)c.Value.Now, KeyValuePair.Create("grain_type", (object?)c.Key.GrainType.ToString())));

    /// <summary>The figures of a method since the silo began.</summary>
    internal sealed class MethodFigures
    {
        public long Failures;
        public long Ticks;

        public LatencyHistogram Latency { get; } = new();
    }

    /// <summary>The figures of a class since the silo began.</summary>
    internal sealed class ActivationFigures
    {
        public long Begun;
        public long Ended;

        public long Now => Volatile.Read(ref Begun) - Volatile.Read(ref Ended);
    }
}
