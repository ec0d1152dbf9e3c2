using Microsoft.Extensions.DependencyInjection;
using Wasilo.Load.Harness;

namespace Wasilo.Load.Grains;

/// <summary>Calls from a silo's own process.</summary>
internal static class LocalCalls
{
    public static async Task<IReadOnlyList<CallRun>> MeasureAsync(CancellationToken cancellation)
    {
        using var host = BenchHosts.SingleSilo();
        await host.StartAsync(cancellation);
        var runs = await CallLoad.MeasureAsync(EchoCallers.Of(host.Services.GetRequiredService<IGrainFactory>()), cancellation);
        await host.StopAsync(cancellation);
        return runs;
    }
}
