using System.Collections.Concurrent;

namespace Wasilo.Simulator.Counting;

/// <summary>Which routing info clients sent before their intro, and how often: whether they give back what they were given.</summary>
internal sealed class RoutingCounts
{
    // One hostile client must not fill the memory.
    private const int Kept = 200;
    private const string Others = "others";

    private readonly ConcurrentDictionary<string, long> _counts = new();

    public void Count(ReadOnlySpan<byte> routingInfo)
    {
        if (routingInfo.IsEmpty)
            return;
        var name = Convert.ToHexStringLower(routingInfo);
        if (_counts.Count >= Kept && !_counts.ContainsKey(name))
            name = Others;
        _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
    }

    /// <summary>By the routing info in hexadecimal.</summary>
    public IReadOnlyDictionary<string, long> ToDictionary() => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);
}
