using System.Text.Json.Serialization;

namespace Orleans.Local.Dashboard;

/// <summary>What one silo answers: its counts since it began, and rates as of its last sample.</summary>
internal sealed record SiloReport(SiloCounts Silo, GrainCounts[] Grains, MethodCounts[] Methods, Rates[] History);

/// <param name="Cpu">The share of the whole machine, 0 to 1, that the silo's process takes.</param>
/// <param name="Memory">The bytes that the silo's process takes.</param>
/// <param name="View">The version of the membership table that the silo has seen.</param>
internal sealed record SiloCounts(
    DateTimeOffset Started, long Activations, int Clients, long Calls, long Failures, Rates Rates, double Cpu, long Memory, long View,
    int DirectoryEntries);

internal sealed record GrainCounts(string Type, string Class, long Begun, long Ended);

/// <param name="Latencies">See <see cref="LatencyHistogram"/>; their sum is the number of calls.</param>
internal sealed record MethodCounts(string Grain, string Method, Rates Rates, long Failures, long Ticks, long[] Latencies);

/// <summary>Calls and failures a second.</summary>
internal sealed record Rates(double Calls, double Failures)
{
    public static Rates None { get; } = new(0, 0);

    public static Rates Sum(IEnumerable<Rates> rates) =>
        rates.Aggregate(None, (sum, r) => new(Math.Round(sum.Calls + r.Calls, 3), Math.Round(sum.Failures + r.Failures, 3)));
}

/// <summary>What the page shows: all silos' figures together.</summary>
/// <param name="DeadSilos">Those that the membership table still remembers.</param>
internal sealed record ClusterReport(
    string Cluster, DateTimeOffset Time, int IntervalMs, int DeadSilos, SiloRow[] Silos, GrainRow[] Grains, MethodRow[] Methods,
    Rates[] History);

/// <param name="Counts">Null if the silo didn't answer; then there is a <paramref name="Problem"/>.</param>
internal sealed record SiloRow(string Name, string Address, string Status, SiloCounts? Counts, string? Problem);

internal sealed record GrainRow(string Type, string Class, long Now, long Begun, long Ended, SiloShare[] Silos);

internal sealed record SiloShare(string Silo, long Now);

internal sealed record MethodRow(
    string Grain, string Method, long Calls, long Failures, Rates Rates, double MeanMs, double P50Ms, double P99Ms);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiloReport))]
[JsonSerializable(typeof(ClusterReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
