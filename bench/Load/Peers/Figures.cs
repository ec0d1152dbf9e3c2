using System.Text.Json;

namespace Wasilo.Load.Peers;

/// <summary>What a measuring process found, by row; one JSON object on one line, the same from our processes and from the peer's.</summary>
internal static class Figures
{
    public static string Write(IReadOnlyDictionary<string, double> figures) => JsonSerializer.Serialize(figures);

    public static IReadOnlyDictionary<string, double> Read(string line) => JsonSerializer.Deserialize<Dictionary<string, double>>(line)!;
}
