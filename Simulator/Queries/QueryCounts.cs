using System.Collections.Concurrent;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>How often each kind of query was asked, by namespace.</summary>
internal sealed class QueryCounts
{
    // Clients name the namespaces: a hostile one must not grow the table without end. The protocol has about fifty.
    private const int Limit = 200;
    private const string Other = "(other)";

    private readonly ConcurrentDictionary<string, long> _counts = new();

    public IReadOnlyDictionary<string, long> ToDictionary() => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);

    public void Count(Node iq)
    {
        var kind = iq["xmlns"] ?? "";
        if (!_counts.ContainsKey(kind) && (_counts.Count >= Limit || kind.Length > 100))
            kind = Other;
        _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
    }
}
