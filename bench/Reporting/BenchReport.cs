using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wasilo.Reporting;

/// <summary>The result of a benchmark as programs read it: one JSON object on one line.</summary>
/// <param name="Bench">The benchmark's name.</param>
/// <param name="Rows">What it measured.</param>
public sealed record BenchReport(string Bench, IReadOnlyList<BenchResult> Rows)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>As one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static BenchReport Parse(string json) =>
        JsonSerializer.Deserialize<BenchReport>(json, Options) ?? throw new JsonException("The report is null.");

    /// <summary>This report with another run's figures as the peer's.</summary>
    public BenchReport WithPeer(BenchReport peer) => this with
    {
        Rows = [.. Rows.Select(row => row with { Peer = peer.Rows.FirstOrDefault(other => other.Id == row.Id)?.Ours })],
    };
}
