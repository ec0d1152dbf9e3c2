using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.Load.Peers;
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

    public async Task<IReadOnlyList<BenchResult>> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var contest = await Contest.BeginAsync(ConnectRoles.Name, progress, cancellation);
        progress.Report($"linking {Many:N0} devices in a simulator of its own process");
        await using var server = await ServerProcess.StartAsync(Many, cancellation);
        var (url, secureUrl, root) = (server.Info.Url.ToString(), server.Info.SecureUrl.ToString(), server.Info.Root);
        await contest.BothAsync("curves and node codec", ConnectRoles.Micro, Convert.ToHexString(NodeTimings.Frame()));
        await contest.BothAsync("new devices until their QR code", ConnectRoles.Qr, url, root);
        await LoggedInAsync(contest, [url, root, server.Devices]);
        await LoggedInAsync(contest with { Certificate = server.Certificate }, [secureUrl, root, server.Devices]);
        return ConnectRows.Of(contest.Ours, contest.Peers);
    }

    private static async Task LoggedInAsync(Contest contest, string[] where)
    {
        await contest.BothAsync("logins", [ConnectRoles.Login, .. where]);
        await contest.OursAsync($"idle clients, {Few:N0} to {Many:N0}", [ConnectRoles.Idle, .. where, $"{Few}", $"{Many}"]);
        await contest.PeersAsync($"idle clients, {PeersFew} to {PeersMany}", [ConnectRoles.Idle, .. where, $"{PeersFew}", $"{PeersMany}"]);
    }
}
