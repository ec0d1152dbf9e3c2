using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Wasilo.Load.Grains;

/// <summary>First calls to grains that are not active yet.</summary>
internal static class Activations
{
    private const int PerRun = 20_000;
    private const int Callers = 100;
    private const int Runs = 5;

    /// <returns>Activations a second, run by run.</returns>
    public static async Task<IReadOnlyList<double>> MeasureAsync(CancellationToken cancellation)
    {
        using var host = BenchHosts.SingleSilo();
        await host.StartAsync(cancellation);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await ActivateAsync(grains, "warm", PerRun, cancellation);
        var runs = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            await ActivateAsync(grains, $"run{run}", PerRun, cancellation);
            runs.Add(PerRun / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        await host.StopAsync(cancellation);
        return runs;
    }

    /// <summary>Makes that many grains active, under keys of their own.</summary>
    public static Task ActivateAsync(IGrainFactory grains, string prefix, int count, CancellationToken cancellation) =>
        Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation },
            async (number, _) => await grains.GetGrain<IEchoGrain>($"{prefix}-{number}").Echo(number));
}
