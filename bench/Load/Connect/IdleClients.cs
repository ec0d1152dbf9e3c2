using System.Diagnostics;
using Wasilo.Load.Fleet;

namespace Wasilo.Load.Connect;

/// <summary>Clients that are logged in and have nothing to do: what one more of them weighs, and what all of them cost.</summary>
internal static class IdleClients
{
    /// <summary>What clients do of their own after the login is over by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(20);

    /// <param name="target">The server.</param>
    /// <param name="file">The devices.</param>
    /// <param name="few">How many are there when the first look is taken.</param>
    /// <param name="many">How many are there in the end.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(
        Target target, string file, int few, int many, CancellationToken cancellation)
    {
        await using var clients = new ClientGroup(target, file);
        await clients.AddAsync(0, few, cancellation);
        var before = await SettledMemoryAsync(cancellation);
        var perSecond = await clients.AddAsync(few, many - few, cancellation);
        var after = await SettledMemoryAsync(cancellation);

        var begun = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        await Task.Delay(Watching, cancellation);
        var share = (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(begun);
        if (many - clients.Connected is var lost and > 0)
            throw new InvalidOperationException($"{lost} of {many} clients weren't connected in the end; these aren't their figures.");
        return new Dictionary<string, double>
        {
            ["idle_client_rss_kib"] = (after - before) / 1024.0 / (many - few),
            ["idle_5000_cpu_percent"] = share * 100 * 5000 / many,
            ["working_per_s"] = perSecond,
        };
    }

    private static async Task<long> SettledMemoryAsync(CancellationToken cancellation)
    {
        await Task.Delay(Settling, cancellation);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }
}
