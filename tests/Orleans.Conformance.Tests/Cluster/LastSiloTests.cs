using Wasilo.Conformance.Grains.Placement;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Cluster;

public sealed class LastSiloTests
{
    [Fact]
    public async Task The_last_silo_may_go_and_a_new_one_finds_the_state()
    {
        await using var cluster = await TestCluster.Start(TestDatabaseKind.Sqlite, silos: 1, MortalCluster.ResponseTimeout);
        var first = cluster.Silos[0];
        var grain = cluster.Client.GetGrain<IResidentGrain>(TestCluster.On(first, "alone"));
        await grain.Increment();
        first.Terminate();
        await first.WaitForExit(TimeSpan.FromSeconds(30));

        await cluster.StartSilos(1);
        var later = await cluster.StartClient(MortalCluster.ResponseTimeout);
        (await later.GetGrain<IResidentGrain>(TestCluster.On(first, "alone")).Increment()).ShouldBe(2);
    }
}
