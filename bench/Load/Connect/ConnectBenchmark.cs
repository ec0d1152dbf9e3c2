using Wasilo.Load.Harness;
using Wasilo.Reporting;

namespace Wasilo.Load.Connect;

/// <summary>What the engine costs until a client works, and while it has nothing to do; beside Baileys on the same simulator.</summary>
internal sealed class ConnectBenchmark : IBenchmark
{
    private const int Few = 1000;
    private const int Many = 5000;

    // Baileys brings some 25 clients a second to work, and 5,000 would take gigabytes: its marginal client is weighed among fewer.
    private const int PeersFew = 100;
    private const int PeersMany = 300;

    public string Name => "connect";

    public string Description => "curves, node codec, login, QR, memory and CPU of idle clients; Baileys beside ours";

    public bool ComparesOrleans => false;

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("installing the peer as locked");
        var installed = await Contenders.InstallPeerAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("wasilo-bench-");
        try
        {
            var devices = Path.Combine(folder.FullName, "devices.jsonl");
            progress.Report($"linking {Many:N0} devices in a simulator of its own process");
            await using var server = await ServerProcess.StartAsync(devices, Many, cancellation);
            return await MeasureAsync(server, devices, installed, progress, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchResult>> MeasureAsync(
        ServerProcess server, string devices, bool installed, IProgress<string> progress, CancellationToken cancellation)
    {
        var ours = new Dictionary<string, double>();
        var peers = new Dictionary<string, double>();
        await BothAsync("curves and node codec", ConnectRoles.Micro, Convert.ToHexString(NodeTimings.Frame()));
        await BothAsync("logins, one after the other", ConnectRoles.Login, server.Url, server.Root, devices);
        await BothAsync("new devices until their QR code", ConnectRoles.Qr, server.Url, server.Root);
        await OursAsync($"idle clients, {Few:N0} to {Many:N0}", ConnectRoles.Idle, server.Url, server.Root, devices, $"{Few}", $"{Many}");
        await PeersAsync($"idle clients, {PeersFew} to {PeersMany}", ConnectRoles.Idle, server.Url, server.Root, devices, $"{PeersFew}", $"{PeersMany}");
        return ConnectRows.Of(ours, peers);

        async Task BothAsync(string what, params string[] arguments)
        {
            await OursAsync(what, arguments);
            await PeersAsync(what, arguments);
        }

        async Task OursAsync(string what, params string[] arguments)
        {
            progress.Report($"{what}: ours");
            Add(ours, await Contenders.OursAsync(cancellation, arguments));
        }

        async Task PeersAsync(string what, params string[] arguments)
        {
            progress.Report($"{what}: the peer");
            Add(peers, await Contenders.PeersAsync(installed, cancellation, arguments));
        }
    }

    private static void Add(Dictionary<string, double> all, IReadOnlyDictionary<string, double> figures)
    {
        foreach (var (row, figure) in figures)
            all[row] = figure;
    }
}
