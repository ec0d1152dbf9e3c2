using System.Diagnostics;

namespace Wasilo.Load.Harness;

/// <summary>A number of callers, each of which makes its next call as soon as the one before has been answered.</summary>
internal static class CallLoad
{
    /// <summary>Until tiered compilation has settled; a warm-up of one second still gave rising figures.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(2);

    private const int Runs = 5;

    /// <param name="calls">One call a caller.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public static async Task<IReadOnlyList<CallRun>> MeasureAsync(IReadOnlyList<Func<Task>> calls, CancellationToken cancellation)
    {
        await RunAsync(calls, WarmUp, cancellation);
        var runs = new List<CallRun>();
        for (var run = 0; run < Runs; run++)
            runs.Add(await RunAsync(calls, RunTime, cancellation));

        return runs;
    }

    private static async Task<CallRun> RunAsync(IReadOnlyList<Func<Task>> calls, TimeSpan time, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var end = begun + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var callers = calls.Select(call => Task.Run(() => CallUntilAsync(call, end, cancellation), cancellation)).ToArray();
        var all = new LatencyHistogram();
        foreach (var histogram in await Task.WhenAll(callers))
            all.Add(histogram);

        return new CallRun(all.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds, all.Percentile(0.99));
    }

    private static async Task<LatencyHistogram> CallUntilAsync(Func<Task> call, long end, CancellationToken cancellation)
    {
        var latencies = new LatencyHistogram();
        var before = Stopwatch.GetTimestamp();
        while (before < end)
        {
            cancellation.ThrowIfCancellationRequested();
            await call();
            var after = Stopwatch.GetTimestamp();
            latencies.Record(after - before);
            before = after;
        }

        return latencies;
    }
}
