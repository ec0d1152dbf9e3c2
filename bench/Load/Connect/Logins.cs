using System.Collections.Concurrent;
using System.Diagnostics;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Connect;

/// <summary>Devices that log in and go away: one after the other for how long it takes, several at a time for what it costs.</summary>
/// <remarks>
/// The time of one client alone is no measure of its cost: between its few steps the thread pool's threads spin and wait for work,
/// which counts as theirs.
/// </remarks>
internal static class Logins
{
    /// <summary>In turns, so that a device's last socket is gone when it comes again.</summary>
    private const int DeviceCount = 400;

    private const int AtOnce = 16;

    /// <summary>Until tiered compilation has settled; after 400 logins it was still at work beside them.</summary>
    private const int WarmUp = 3000;

    private const int Alone = 500;
    private const int PerRun = 1000;
    private const int Runs = 5;

    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(Target target, string file, CancellationToken cancellation)
    {
        var stores = await Devices.ReadAsync(file, 0, DeviceCount, cancellation);
        await RunAsync(target, stores, WarmUp, AtOnce, cancellation);
        var (walls, _) = await RunAsync(target, stores, Alone, atOnce: 1, cancellation);
        var runs = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
            runs.Add((await RunAsync(target, stores, PerRun, AtOnce, cancellation)).Cpu);

        return new Dictionary<string, double>
        {
            ["login_cpu_ms"] = Median.Of(runs, static cpu => cpu.TotalMilliseconds / PerRun),
            ["connect_to_working_p50_ms"] = Percentiles.Of(walls, 0.5),
        };
    }

    private static async Task<(IReadOnlyCollection<TimeSpan> Walls, TimeSpan Cpu)> RunAsync(
        Target target, List<InMemoryStore> stores, int count, int atOnce, CancellationToken cancellation)
    {
        var walls = new ConcurrentBag<TimeSpan>();
        var cpu = Environment.CpuUsage.TotalTime;
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellation },
            async (login, stop) => walls.Add(await LogInAsync(target, stores[login % stores.Count], stop)));
        return (walls, Environment.CpuUsage.TotalTime - cpu);
    }

    private static async Task<TimeSpan> LogInAsync(Target target, InMemoryStore store, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var client = new BenchClient(target, store);
        await client.StartAsync(cancellation);
        return Stopwatch.GetElapsedTime(begun);
    }
}
