using Wasilo.Grains.Abstractions.Nodes;
using Wasilo.Grains.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Tests;

public class NodeListingTests
{
    [Theory]
    [InlineData(SiloStatus.Created, NodeStatus.Joining)]
    [InlineData(SiloStatus.Joining, NodeStatus.Joining)]
    [InlineData(SiloStatus.Active, NodeStatus.Active)]
    [InlineData(SiloStatus.ShuttingDown, NodeStatus.Draining)]
    [InlineData(SiloStatus.Stopping, NodeStatus.Draining)]
    [InlineData(SiloStatus.Dead, NodeStatus.Dead)]
    public void Membership_decides_over_an_active_heartbeat(SiloStatus member, NodeStatus expected) =>
        StatusOf(Records.Node("a", 1), member).ShouldBe(expected);

    [Fact]
    public void A_node_says_first_that_it_drains() =>
        StatusOf(Records.Node("a", 1, NodeStatusNames.Draining), SiloStatus.Active).ShouldBe(NodeStatus.Draining);

    [Fact]
    public void A_dead_silo_is_dead_whatever_its_last_heartbeat_said() =>
        StatusOf(Records.Node("a", 1, NodeStatusNames.Draining), SiloStatus.Dead).ShouldBe(NodeStatus.Dead);

    [Fact]
    public void An_active_silo_is_not_dead_because_its_heartbeat_is_late() =>
        StatusOf(Records.Node("a", 1, secondsAgo: 60), SiloStatus.Active).ShouldBe(NodeStatus.Active);

    [Theory]
    [InlineData(NodeStatusNames.Joining, 1, NodeStatus.Joining)]
    [InlineData(NodeStatusNames.Active, 9.9, NodeStatus.Joining)]
    [InlineData(NodeStatusNames.Draining, 1, NodeStatus.Draining)]
    [InlineData(NodeStatusNames.Active, 10, NodeStatus.Dead)]
    [InlineData(NodeStatusNames.Draining, 3_600, NodeStatus.Dead)]
    public void A_silo_unknown_to_membership_is_judged_by_its_heartbeat(string heartbeat, double secondsAgo, NodeStatus expected) =>
        StatusOf(Records.Node("a", 1, heartbeat, secondsAgo), null).ShouldBe(expected);

    [Fact]
    public void A_successor_under_the_same_name_is_not_taken_for_its_dead_predecessor()
    {
        var silos = new Dictionary<SiloAddress, SiloStatus>
        {
            [Records.Silo(1)] = SiloStatus.Dead,
            [Records.Silo(2)] = SiloStatus.Active,
        };

        var nodes = NodeListing.Join([Records.Node("a", 2)], Records.NoCordons, silos, Records.Now, Records.DeadAfter);

        nodes.ShouldHaveSingleItem().Status.ShouldBe(NodeStatus.Active);
    }

    [Fact]
    public void Nodes_come_sorted_by_name_with_their_figures_and_cordons()
    {
        var cordons = new Dictionary<string, CordonRecord> { ["b"] = new("b", "new disk", Records.Now) };

        var nodes = NodeListing.Join(
            [Records.Node("b", 2), Records.Node("a", 1)], cordons, new Dictionary<SiloAddress, SiloStatus>(), Records.Now, Records.DeadAfter);

        nodes.Select(node => (node.Name, node.Address, node.Cordoned, node.Note))
            .ShouldBe([("a", "127.0.0.1:1", false, null), ("b", "127.0.0.1:2", true, "new disk")]);
        nodes.ShouldAllBe(node => node.Activations == 12 && node.Capacity == 100 && node.Cpu == 0.25 && node.MemoryBytes == 1 << 20);
    }

    private static NodeStatus StatusOf(NodeRecord node, SiloStatus? member)
    {
        var silos = new Dictionary<SiloAddress, SiloStatus>();
        if (member is { } status)
            silos[SiloAddress.FromParsableString(node.SiloAddress)] = status;

        return NodeListing.Join([node], Records.NoCordons, silos, Records.Now, Records.DeadAfter).ShouldHaveSingleItem().Status;
    }
}
