using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Hosting;

public sealed class MetricsTests
{
    [Fact]
    public async Task Each_silo_measures_its_activations_by_grain_type()
    {
        await using var silo = await TestSilo.Start(_ => { });
        await using var other = await TestSilo.Start(_ => { });
        var grains = Enumerable.Range(0, 20).Select(i => silo.Client.GetGrain<ILifecycleGrain>($"measured-{i}")).ToList();
        await Task.WhenAll(grains.Select(grain => grain.Touch()));

        var type = grains[0].GetGrainId().Type.ToString()!;
        Read(silo, type).ShouldBe([20]);
        Read(other, type).Sum().ShouldBe(0);
    }

    /// <summary>What the gauge of this host's meter says of a grain type.</summary>
    private static List<int> Read(TestSilo silo, string type)
    {
        var meters = silo.SiloServices.GetRequiredService<IMeterFactory>();
        var values = new List<int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is ObservableGauge<int> { Name: "orleans-catalog-activations", Meter.Name: "Microsoft.Orleans" }
                    && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            if (tags.Contains(KeyValuePair.Create("grain_type", (object?)type)))
                values.Add(value);
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
