using Wasilo.Load.Harness;
using Wasilo.Reporting;

namespace Wasilo.Load.Grains;

/// <summary>What Orleans, whichever is built in, makes of two cores.</summary>
internal sealed class GrainsBenchmark : IBenchmark
{
    public string Name => "grains";

    public string Description => "grain calls in one process and across two, activations, memory of an idle activation";

    public bool ComparesOrleans => true;

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("calls in one process");
        var local = await LocalCalls.MeasureAsync(cancellation);
        progress.Report("calls across two processes");
        var remote = await RemoteCalls.MeasureAsync(cancellation);
        progress.Report("activations");
        var activations = await Activations.MeasureAsync(cancellation);
        progress.Report($"memory of {IdleActivations.Count:N0} idle activations");
        var idle = await IdleActivations.MeasureAsync(cancellation);

        return
        [
            BenchResult.Higher("local_calls_per_s", Median.Of(local, run => run.CallsPerSecond), 200_000, "calls/s"),
            BenchResult.Lower("local_p99_us", Median.Of(local, run => run.P99), null, "us"),
            BenchResult.Higher("remote_calls_per_s", Median.Of(remote, run => run.CallsPerSecond), 25_000, "calls/s"),
            BenchResult.Lower("remote_p99_us", Median.Of(remote, run => run.P99), null, "us"),
            BenchResult.Higher("activations_per_s", Median.Of(activations, perSecond => perSecond), 10_000, "activations/s"),
            BenchResult.Lower("idle_activation_heap_bytes", Median.Of(idle, weight => weight.HeapBytes), 4096, "bytes"),
            BenchResult.Lower("idle_activation_rss_bytes", Median.Of(idle, weight => weight.ResidentBytes), null, "bytes"),
        ];
    }
}
