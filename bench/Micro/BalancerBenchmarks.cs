using System.Net;
using BenchmarkDotNet.Attributes;
using Wasilo.Grains.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Storage.Nodes;

namespace Wasilo.Micro;

/// <summary>The node balancer's decision among a thousand nodes, as the placement of a session makes it. To be below 50 µs.</summary>
public class BalancerBenchmarks
{
    private const int Nodes = 1_000;
    private const int Regions = 10;

    private NodeField _field = null!;
    private int _session;

    [GlobalSetup]
    public void Report_all_nodes_once()
    {
        var now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        NodeRecord[] nodes = [.. Enumerable.Range(0, Nodes).Select(i => new NodeRecord
        {
            Name = $"n{i}",
            Region = $"r{i % Regions}",
            SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, i + 1), 1).ToParsableString(),
            Version = "1.0.0",
            Status = NodeStatusNames.Active,
            StartedAt = now,
            LastHeartbeat = now,
            Cpu = 0.3,
            MemoryBytes = 1 << 30,
            Activations = 1_000,
            Capacity = 1_000_000,
        })];
        var snapshot = NodeSnapshot.Of(nodes, new Dictionary<string, CordonRecord>(), now, TimeSpan.FromSeconds(10));
        _field = new NodeField([.. nodes.Select(node => SiloAddress.FromParsableString(node.SiloAddress))], snapshot);
    }

    [Benchmark(Description = "place a session among a thousand nodes, in any region")]
    public object PlaceAnywhere() => _field.Place(new PlacementWish(_session++));

    [Benchmark(Description = "place a session among a thousand nodes, in its region")]
    public object PlaceInRegion() => _field.Place(new PlacementWish(_session++, "r3"));
}
