using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

public sealed class ActivationGaugeTests(DashboardCluster cluster) : IClassFixture<DashboardCluster>
{
    /// <summary>Orleans publishes an <see cref="ObservableGauge{T}"/> of <see cref="int"/>, on a meter of the host's factory.</summary>
    [Fact]
    public async Task Each_host_publishes_its_activations_as_orleans_does()
    {
        for (var i = 0; i < 20; i++)
            await cluster.Client.Grains.GetGrain<ICountedGrain>($"measured {i}").Succeed();

        (Read(cluster.First) + Read(cluster.Second)).ShouldBe(20);
    }

    private static int Read(DashboardProcess silo)
    {
        var factory = silo.App.Services.GetRequiredService<IMeterFactory>();
        var readings = new List<int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is ObservableGauge<int> { Name: "orleans-catalog-activations", Meter.Name: "Microsoft.Orleans" }
                    && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => readings.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return readings.ShouldHaveSingleItem();
    }
}
