using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Orleans.Local.Dashboard;

/// <summary>Looks at a silo's counters at equal intervals, and so knows what they grow by in a second, now and a while ago.</summary>
internal sealed class RateSampler(CallStatistics statistics, IOptions<DashboardOptions> options, TimeProvider time) : BackgroundService
{
    private volatile Sample _last = new([], 0, []);

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public Sample Last => _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.CounterUpdateIntervalMs), time);
        var before = Count();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Count();
            _last = Compare(before, now);
            before = now;
        }
    }

    private Totals Count() => new(
        time.GetTimestamp(), Environment.CpuUsage.TotalTime,
        statistics.Methods.ToDictionary(m => m.Value, m => (m.Value.Latency.Total, Volatile.Read(ref m.Value.Failures))));

    private Sample Compare(Totals before, Totals now)
    {
        var elapsed = time.GetElapsedTime(before.Timestamp, now.Timestamp).TotalSeconds;
        var methods = new Dictionary<CallStatistics.MethodFigures, Rates>();
        foreach (var (method, (calls, failures)) in now.Methods)
        {
            var (callsBefore, failuresBefore) = before.Methods.GetValueOrDefault(method);
            methods[method] = new((calls - callsBefore) / elapsed, (failures - failuresBefore) / elapsed);
        }

        return new(
            methods, (now.Cpu - before.Cpu).TotalSeconds / elapsed / Environment.ProcessorCount,
            [.. _last.History.TakeLast(options.Value.HistoryLength - 1), Rates.Sum(methods.Values)]);
    }

    /// <param name="Cpu">The share of the machine's processors that this process used.</param>
    /// <param name="History">The silo's rates, the latest last.</param>
    internal sealed record Sample(Dictionary<CallStatistics.MethodFigures, Rates> Methods, double Cpu, Rates[] History);

    private sealed record Totals(
        long Timestamp, TimeSpan Cpu, Dictionary<CallStatistics.MethodFigures, (long Calls, long Failures)> Methods);
}
