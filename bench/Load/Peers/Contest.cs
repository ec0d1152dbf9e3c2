namespace Wasilo.Load.Peers;

/// <summary>Measures ours and the peer in turn, and collects the figures.</summary>
/// <param name="Benchmark">Whose roles and whose script of the peer's are run.</param>
/// <param name="PeerIsInstalled">Without the peer there are no figures of it.</param>
/// <param name="Progress">What is being measured.</param>
/// <param name="Cancellation">Gives up.</param>
internal sealed record Contest(string Benchmark, bool PeerIsInstalled, IProgress<string> Progress, CancellationToken Cancellation)
{
    /// <summary>What stands before the names of figures that were measured with TLS.</summary>
    public const string Tls = "tls_";

    // A copy of this record shares these: what it measures belongs to the same table.
    private readonly Dictionary<string, double> _ours = [];
    private readonly Dictionary<string, double> _peers = [];

    /// <summary>The file of the certificate to trust; null without TLS.</summary>
    public string? Certificate { get; init; }

    public IReadOnlyDictionary<string, double> Ours => _ours;

    public IReadOnlyDictionary<string, double> Peers => _peers;

    /// <summary>Installs the peer, where it can run.</summary>
    public static async Task<Contest> BeginAsync(string benchmark, IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("installing the peer as locked");
        return new Contest(benchmark, await Contenders.InstallPeerAsync(cancellation), progress, cancellation);
    }

    public async Task BothAsync(string what, params string[] arguments)
    {
        await OursAsync(what, arguments);
        await PeersAsync(what, arguments);
    }

    public async Task OursAsync(string what, params string[] arguments)
    {
        Report(what, "ours");
        Add(_ours, await Contenders.OursAsync(Benchmark, Certificate is null ? arguments : [.. arguments, Certificate], Cancellation));
    }

    public async Task PeersAsync(string what, params string[] arguments)
    {
        Report(what, "the peer");
        Add(_peers, await Contenders.PeersAsync(Benchmark, arguments, Certificate, PeerIsInstalled, Cancellation));
    }

    private void Report(string what, string whose) => Progress.Report($"{what}{(Certificate is null ? "" : " by TLS")}: {whose}");

    private void Add(Dictionary<string, double> all, IReadOnlyDictionary<string, double> figures)
    {
        foreach (var (row, figure) in figures)
            all[Certificate is null ? row : Tls + row] = figure;
    }
}
