using System.Reflection;
using Wasilo.Load.Processes;

namespace Wasilo.Load.Peers;

/// <summary>Who is measured: our engine and the peer, each in a process for each measurement, in turn.</summary>
internal static class Contenders
{
    /// <summary>The longest takes two minutes on two cores; a busy machine may need several times that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly IReadOnlyDictionary<string, double> Nothing = new Dictionary<string, double>();

    private static string Folder { get; } = Path.GetFullPath(typeof(Contenders).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "PeerFolder").Value!);

    /// <summary>Installs the peer exactly as locked; false, and why on standard error, where it can't run.</summary>
    public static async Task<bool> InstallPeerAsync(CancellationToken cancellation)
    {
        if (Find("node") is null || Find("npm") is not { } npm)
        {
            await Console.Error.WriteLineAsync("Without the peer: node or npm is missing. Install Node.js 20 or newer to see Baileys beside ours.");
            return false;
        }

        // Install scripts of packages aren't needed, and what isn't run can do no harm.
        await using var installation = ChildProcess.StartProgram(npm, Folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]);
        var code = await installation.WaitAsync(Patience, cancellation);
        return code == 0 ? true : throw new InvalidOperationException($"npm ci in {Folder} failed with {code}; what it said is above.");
    }

    /// <param name="benchmark">Whose measurement it is: the name of its roles.</param>
    /// <param name="arguments">Role and what it needs.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, double>> OursAsync(
        string benchmark, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        await using var process = ChildProcess.Start([benchmark, .. arguments]);
        return Figures.Read(await process.ReadLineAsync(cancellation, Patience));
    }

    /// <param name="benchmark">Whose measurement it is: the name of the peer's script.</param>
    /// <param name="arguments">As for ours.</param>
    /// <param name="certificate">The file of a certificate that it trusts beside those that it knows.</param>
    /// <param name="installed">Without the peer there are no figures.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, double>> PeersAsync(
        string benchmark, IEnumerable<string> arguments, string? certificate, bool installed, CancellationToken cancellation)
    {
        if (!installed)
            return Nothing;
        await using var process = ChildProcess.StartProgram(
            Find("node")!, Folder, ["--expose-gc", $"{benchmark}.mjs", .. arguments], ("NODE_EXTRA_CA_CERTS", certificate));
        return Figures.Read(await process.ReadLineAsync(cancellation, Patience));
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
