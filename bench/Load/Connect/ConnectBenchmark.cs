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

    public string Description => "curves, node codec, QR; login, memory and CPU of idle clients, plain and by TLS; Baileys beside ours";

    public bool ComparesOrleans => false;

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("installing the peer as locked");
        var installed = await Contenders.InstallPeerAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("wasilo-bench-");
        try
        {
            var devices = Path.Combine(folder.FullName, "devices.jsonl");
            var certificate = Path.Combine(folder.FullName, "certificate.pem");
            progress.Report($"linking {Many:N0} devices in a simulator of its own process");
            await using var server = await ServerProcess.StartAsync(devices, certificate, Many, cancellation);
            return await MeasureAsync(server, devices, certificate, installed, progress, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<BenchResult>> MeasureAsync(
        ServerProcess server, string devices, string certificate, bool installed, IProgress<string> progress, CancellationToken cancellation)
    {
        var contenders = new Contest(installed, progress, cancellation);
        await contenders.BothAsync("curves and node codec", [ConnectRoles.Micro, Convert.ToHexString(NodeTimings.Frame())]);
        await contenders.BothAsync("new devices until their QR code", [ConnectRoles.Qr, server.Url, server.Root]);
        await LoggedInAsync(contenders, [server.Url, server.Root, devices]);
        await LoggedInAsync(contenders with { Certificate = certificate }, [server.SecureUrl, server.Root, devices]);
        return ConnectRows.Of(contenders.Ours, contenders.Peers);
    }

    private static async Task LoggedInAsync(Contest contenders, string[] where)
    {
        await contenders.BothAsync("logins", [ConnectRoles.Login, .. where]);
        await contenders.OursAsync($"idle clients, {Few:N0} to {Many:N0}", [ConnectRoles.Idle, .. where, $"{Few}", $"{Many}"]);
        await contenders.PeersAsync($"idle clients, {PeersFew} to {PeersMany}", [ConnectRoles.Idle, .. where, $"{PeersFew}", $"{PeersMany}"]);
    }
}
