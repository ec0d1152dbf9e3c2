using System.Diagnostics.Metrics;

namespace Wasilo.Silo.Nodes;

/// <summary>How many grains are active on this silo, from the gauge that Orleans publishes.</summary>
internal sealed class ActivationMeter : IDisposable
{
    private const string Meter = "Microsoft.Orleans";
    private const string Gauge = "orleans-catalog-activations";

    private readonly MeterListener _listener = new();
    private int _activations;

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
        _listener.SetMeasurementEventCallback<int>((_, value, _, _) => Volatile.Write(ref _activations, value));
        _listener.Start();
    }

    public int Read()
    {
        _listener.RecordObservableInstruments();
        return Volatile.Read(ref _activations);
    }

    public void Dispose() => _listener.Dispose();
}
