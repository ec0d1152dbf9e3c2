using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>The node balancer among real silos.</summary>
public class PlacementTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private const int Grains = 60;

    /// <summary>Grains of the cluster's own that may come up at any time.</summary>
    private const int Others = 12;

    [Fact]
    public async Task New_grains_spread_over_the_nodes_and_stay_away_from_cordoned_ones()
    {
        await using var cluster = new TestCluster(await databases.CreateAsync(TestDatabaseKind.Sqlite), output);
        await cluster.StartApiAsync();
        string[] names = ["node-1", "node-2", "node-3"];
        foreach (var name in names)
            await cluster.StartSiloAsync(name);

        await cluster.WaitForActiveAsync(names);
        await cluster.AddKeyAsync();
        (await GrowthAsync(cluster, "spread")).Values.ShouldAllBe(growth => growth > 0);
        var loads = (await ActivationsAsync(cluster)).Values;
        (loads.Max() - loads.Min()).ShouldBeLessThanOrEqualTo(Others); // whoever had more before got less

        await cluster.CordonAsync("node-1", "keep out");
        await cluster.CordonAsync("node-3", "keep out");
        var kept = await GrowthAsync(cluster, "kept");
        kept["node-2"].ShouldBeGreaterThanOrEqualTo(Grains);
        (kept["node-1"] + kept["node-3"]).ShouldBeLessThanOrEqualTo(Others);
    }

    /// <summary>How many grains each node has more after <see cref="Grains"/> new ones.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> GrowthAsync(TestCluster cluster, string prefix)
    {
        await cluster.EveryoneReportsTwiceAsync();
        var before = await ActivationsAsync(cluster);
        // In waves: three gateways place them, and each knows of the others' placements by the next reports only.
        foreach (var wave in Enumerable.Range(0, Grains).Chunk(Grains / 3))
        {
            await Task.WhenAll(wave.Select(grain => cluster.ActivateGrainAsync($"{prefix}-{grain}")));
            await cluster.EveryoneReportsTwiceAsync();
        }

        return (await ActivationsAsync(cluster)).ToDictionary(node => node.Key, node => node.Value - before[node.Key]);
    }

    private static async Task<IReadOnlyDictionary<string, int>> ActivationsAsync(TestCluster cluster) => (await cluster.NodesAsync())
        .ToDictionary(node => node.GetProperty("name").GetString()!, node => node.GetProperty("activations").GetInt32());
}
