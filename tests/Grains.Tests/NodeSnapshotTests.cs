using Wasilo.Grains.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Tests;

public class NodeSnapshotTests
{
    [Fact]
    public void An_active_node_with_a_fresh_heartbeat_takes_new_grains() =>
        LoadOf(Records.Node("a", 1)).Open.ShouldBeTrue();

    [Theory]
    [InlineData(NodeStatusNames.Joining)]
    [InlineData(NodeStatusNames.Draining)]
    public void A_node_on_its_way_in_or_out_takes_none(string status) =>
        LoadOf(Records.Node("a", 1, status)).Open.ShouldBeFalse();

    [Fact]
    public void A_silent_node_takes_none() =>
        LoadOf(Records.Node("a", 1, secondsAgo: 10)).Open.ShouldBeFalse();

    [Fact]
    public void A_cordoned_node_takes_none() =>
        LoadOf(Records.Node("a", 1), new CordonRecord("a", null, Records.Now)).Open.ShouldBeFalse();

    [Fact]
    public void Another_node_s_cordon_does_not_matter() =>
        LoadOf(Records.Node("a", 1), new CordonRecord("b", null, Records.Now)).Open.ShouldBeTrue();

    [Fact]
    public void Load_is_the_share_of_the_capacity_and_counts_placements_since()
    {
        var load = LoadOf(Records.Node("a", 1));
        load.Fraction.ShouldBe(0.12);

        load.CountPlacement();

        load.Fraction.ShouldBe(0.13);
    }

    [Theory]
    [InlineData(1, 0.25, false)]
    [InlineData(8, 0.25, true)]
    [InlineData(1, 0.95, true)]
    public void A_late_or_busy_node_is_strained(double secondsAgo, double cpu, bool strained) =>
        LoadOf(Records.Node("a", 1, secondsAgo: secondsAgo) with { Cpu = cpu }).Strained.ShouldBe(strained);

    [Fact]
    public void A_silo_that_never_reported_is_unknown() =>
        NodeSnapshot.Of([Records.Node("a", 1)], Records.NoCordons, Records.Now, Records.DeadAfter).Find(Records.Silo(2)).ShouldBeNull();

    private static NodeLoad LoadOf(NodeRecord node, params CordonRecord[] cordons) =>
        NodeSnapshot.Of([node], cordons.ToDictionary(cordon => cordon.Node), Records.Now, Records.DeadAfter)
            .Find(SiloAddress.FromParsableString(node.SiloAddress)).ShouldNotBeNull();
}
