using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orleans.Local.Activations;
using Orleans.Local.Calls;

namespace Orleans.Local.Dashboard;

/// <summary>Counts what a silo does: activations by class; calls, failures and time by method. Read by the dashboard and by metrics.</summary>
internal sealed class CallStatistics : IDisposable
{
    private readonly ConcurrentDictionary<GrainMethod, MethodFigures> _methods = new();
    private readonly ConcurrentDictionary<GrainClass, ActivationFigures> _classes = new();

    // The meter and instrument that Orleans publishes, so that whoever listens needs not know which of the two it is.
    private readonly Meter _meter = new("Microsoft.Orleans");

    public CallStatistics() => _meter.CreateObservableUpDownCounter("orleans-catalog-activations", () => _classes.Values.Sum(c => c.Now));

    public IEnumerable<KeyValuePair<GrainMethod, MethodFigures>> Methods => _methods;

    public IEnumerable<KeyValuePair<GrainClass, ActivationFigures>> Classes => _classes;

    public void Activated(GrainClass grainClass) => Interlocked.Increment(ref _classes.GetOrAdd(grainClass, _ => new()).Begun);

    public void Deactivated(GrainClass grainClass) => Interlocked.Increment(ref _classes.GetOrAdd(grainClass, _ => new()).Ended);

    public void CallFinished(GrainClass grainClass, GrainRequest request, TimeSpan elapsed, bool failed)
    {
        if (!request.IsBound)
            return;
        var figures = _methods.GetOrAdd(request.Method, static (_, owner) => new(owner), grainClass);
        Interlocked.Increment(ref figures.Calls);
        Interlocked.Add(ref figures.Ticks, elapsed.Ticks);
        if (failed)
            Interlocked.Increment(ref figures.Failures);
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>The figures of a method since the silo began.</summary>
    internal sealed class MethodFigures(GrainClass grainClass)
    {
        public long Calls;
        public long Failures;
        public long Ticks;

        public GrainClass Class => grainClass;
    }

    /// <summary>The figures of a class since the silo began.</summary>
    internal sealed class ActivationFigures
    {
        public long Begun;
        public long Ended;

        public long Now => Volatile.Read(ref Begun) - Volatile.Read(ref Ended);
    }
}
