namespace Wasilo.Load.Connect;

/// <summary>Measures ours and the peer in turn, and collects the figures.</summary>
internal sealed record Contest(bool PeerIsInstalled, IProgress<string> Progress, CancellationToken Cancellation)
{
    /// <summary>What stands before the names of figures that were measured with TLS.</summary>
    public const string Tls = "tls_";

    private readonly Dictionary<string, double> _ours = [];
    private readonly Dictionary<string, double> _peers = [];

    /// <summary>The file of the certificate to trust; null without TLS.</summary>
    public string? Certificate { get; init; }

    public IReadOnlyDictionary<string, double> Ours => _ours;

    public IReadOnlyDictionary<string, double> Peers => _peers;

    public async Task BothAsync(string what, string[] arguments)
    {
        await OursAsync(what, arguments);
        await PeersAsync(what, arguments);
    }

    public async Task OursAsync(string what, string[] arguments)
    {
        Report(what, "ours");
        Add(_ours, await Contenders.OursAsync(Cancellation, Certificate is null ? arguments : [.. arguments, Certificate]));
    }

    public async Task PeersAsync(string what, string[] arguments)
    {
        Report(what, "the peer");
        Add(_peers, await Contenders.PeersAsync(PeerIsInstalled, Certificate, Cancellation, arguments));
    }

    private void Report(string what, string whose) => Progress.Report($"{what}{(Certificate is null ? "" : " by TLS")}: {whose}");

    // A copy of this record shares these: what it measures belongs to the same table.
    private void Add(Dictionary<string, double> all, IReadOnlyDictionary<string, double> figures)
    {
        foreach (var (row, figure) in figures)
            all[Certificate is null ? row : Tls + row] = figure;
    }
}
