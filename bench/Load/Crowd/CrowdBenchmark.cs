using System.Diagnostics;
using System.Globalization;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.Load.Processes;
using Wasilo.Reporting;

namespace Wasilo.Load.Crowd;

/// <summary>As many clients as the simulator is meant to carry, logged in at the same time, over plain sockets.</summary>
/// <remarks>
/// A process may have 20,000 descriptors on common machines, so clients and the simulator's sockets are spread over several. Each edge has
/// a port, and with it all source ports of this machine for itself: those run out at 28,000.
/// </remarks>
internal sealed class CrowdBenchmark : IBenchmark
{
    private const int Count = 22_000;
    private const int Aim = 20_000;
    private const int Edges = 2;

    /// <summary>Logging them in takes a minute on two cores; a busy machine needs several.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Every client has pinged at least once by then.</summary>
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(60);

    public string Name => "crowd";

    public string Description => $"{Count:N0} clients logged in at once: what they cost a simulator with {Edges} edges, and themselves";

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report($"linking {Count:N0} devices");
        await using var process = await ServerProcess.StartAsync(Count, cancellation, Edges);
        var server = process.Info;
        var edges = server.Edges.Select(static edge => edge.Process).ToArray();
        var (serverBefore, edgesBefore) = (ProcessUse.Of(server.Process), ProcessUse.Of(edges));
        progress.Report("logging them in");
        var begun = Stopwatch.GetTimestamp();
        var clients = server.Edges.Select((edge, index) => StartClients(edge, index, server.Root, process.Devices)).ToArray();
        try
        {
            await Task.WhenAll(clients.Select(one => one.ReadLineAsync(cancellation, Patience)));
            var perSecond = Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await Task.Delay(Settling, cancellation);

            progress.Report($"watching them for {Watching.TotalSeconds} s");
            var ids = clients.Select(static one => one.Id).ToArray();
            var (serverAt, edgesAt, clientsAt) = (ProcessUse.Of(server.Process), ProcessUse.Of(edges), ProcessUse.Of(ids));
            begun = Stopwatch.GetTimestamp();
            await Task.Delay(Watching, cancellation);
            var watched = Stopwatch.GetElapsedTime(begun);
            var (serverEnd, edgesEnd, clientsEnd) = (ProcessUse.Of(server.Process), ProcessUse.Of(edges), ProcessUse.Of(ids));

            var seen = await process.LookAsync(cancellation);
            var connected = 0;
            foreach (var one in clients)
                connected += int.Parse(await one.AskAsync(cancellation), CultureInfo.InvariantCulture);
            return
            [
                BenchResult.Higher("connections_held", Math.Min(seen.Online, connected), Aim, "connections"),
                BenchResult.Lower("violations", seen.Violations, 0, "violations"),
                BenchResult.Higher("working_per_s", perSecond, null, "clients/s"),
                BenchResult.Lower("simulator_rss_kib", KibPerClient(serverEnd, serverBefore), null, "KiB/client"),
                BenchResult.Lower("edges_rss_kib", KibPerClient(edgesEnd, edgesBefore), null, "KiB/client"),
                BenchResult.Lower("clients_rss_kib", KibPerClient(clientsEnd, default), null, "KiB/client"),
                BenchResult.Lower("idle_simulator_cpu_percent", Percent(serverEnd, serverAt, watched), null, "% of a core"),
                BenchResult.Lower("idle_edges_cpu_percent", Percent(edgesEnd, edgesAt, watched), null, "% of a core"),
                BenchResult.Lower("idle_clients_cpu_percent", Percent(clientsEnd, clientsAt, watched), null, "% of a core"),
            ];
        }
        finally
        {
            await Task.WhenAll(clients.Select(static one => one.DisposeAsync().AsTask()));
        }
    }

    private static ChildProcess StartClients(EdgeInfo edge, int index, string root, string devices)
    {
        const int Share = Count / Edges;
        return ChildProcess.Start(
            CrowdClients.Role, edge.Url.ToString(), root, devices, Text(index * Share), Text(Share));
    }

    private static double KibPerClient(ProcessUse end, ProcessUse begin) => (end.Memory - begin.Memory) / 1024.0 / Count;

    private static double Percent(ProcessUse end, ProcessUse begin, TimeSpan time) => (end.Cpu - begin.Cpu) / time * 100;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
