using System.Diagnostics.Metrics;

namespace Wasilo.Silo.Nodes;

/// <summary>How many grains are active on this silo, from the gauge that Orleans publishes.</summary>
internal sealed class ActivationMeter : IDisposable
{
    private const string Meter = "Microsoft.Orleans";
    private const string Gauge = "orleans-catalog-activations";
    private const string GrainType = "grain_type";

    /// <summary>What the types of Orleans' own begin with.</summary>
    private const string System = "sys.";

    private readonly MeterListener _listener = new();
    private int _sum;

    /// <param name="meters">This host's: another silo in the same process has meters of its own.</param>
    public ActivationMeter(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == Gauge && instrument.Meter.Name == Meter && instrument.Meter.Scope is var scope
                && (scope is null || ReferenceEquals(scope, meters)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, _) => _sum += IsOfSystem(tags) ? 0 : value);
        _listener.Start();
    }

    /// <summary>For one caller at a time.</summary>
    public int Read()
    {
        _sum = 0;
        // Calls back, before it returns, with a measurement for each grain type.
        _listener.RecordObservableInstruments();
        return _sum;
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsOfSystem(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == GrainType)
                return tag.Value is string type && type.StartsWith(System, StringComparison.Ordinal);
        }

        return false;
    }
}
