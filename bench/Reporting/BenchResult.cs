namespace Wasilo.Reporting;

/// <summary>One row of a benchmark: the median of several runs.</summary>
/// <param name="Id">What was measured, in snake_case; stable, programs read it.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Peer">What we are compared with, measured in the same invocation; null when it isn't at hand.</param>
/// <param name="Aim">What we want to reach; null for figures that are only watched.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Unit">The unit of all three.</param>
public sealed record BenchResult(string Id, double Ours, double? Peer, double? Aim, Better Better, string Unit)
{
    /// <summary>Whether the aim is reached; a figure without an aim can't miss it.</summary>
    public bool Met => Aim is not { } aim || (Better == Better.Higher ? Ours >= aim : Ours <= aim);

    public static BenchResult Higher(string id, double ours, double? aim, string unit) =>
        new(id, Round(ours), null, aim, Better.Higher, unit);

    public static BenchResult Lower(string id, double ours, double? aim, string unit) =>
        new(id, Round(ours), null, aim, Better.Lower, unit);

    /// <summary>This row with what the peer came to.</summary>
    public BenchResult WithPeer(double? peer) => this with { Peer = peer is { } figure ? Round(figure) : null };

    /// <summary>Runs differ by more than a tenth of a unit, or by more than 1 % where the figure is a small one.</summary>
    private static double Round(double figure) => Math.Round(figure, Math.Abs(figure) < 10 ? 2 : 1);
}
