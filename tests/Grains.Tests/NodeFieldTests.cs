using Wasilo.Grains.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Tests;

public class NodeFieldTests
{
    [Fact]
    public void A_session_goes_back_to_the_node_that_it_prefers() =>
        PlaceAmong([Node("a", 1, 0), Node("b", 2, 90)], new PlacementWish(1, Preferred: "b")).ShouldBe(Records.Silo(2));

    [Fact]
    public void It_goes_elsewhere_when_that_one_is_full_or_drains_or_is_gone()
    {
        PlaceAmong([Node("a", 1, 0), Node("b", 2, 100)], new PlacementWish(1, Preferred: "b")).ShouldBe(Records.Silo(1));
        PlaceAmong([Node("a", 1, 0), Node("b", 2, 0) with { Status = NodeStatusNames.Draining }], new PlacementWish(1, Preferred: "b"))
            .ShouldBe(Records.Silo(1));
        PlaceAmong([Node("a", 1, 0)], new PlacementWish(1, Preferred: "b")).ShouldBe(Records.Silo(1));
    }

    [Fact]
    public void It_goes_to_its_region_and_away_when_that_is_closed()
    {
        NodeRecord[] nodes = [Node("a", 1, 0), Node("b", 2, 90) with { Region = "eu" }, Node("c", 3, 80) with { Region = "eu" }];

        PlaceAmong(nodes, new PlacementWish(1, "eu")).ShouldBe(Records.Silo(3));
        PlaceAmong([nodes[0], nodes[1] with { Status = NodeStatusNames.Joining }], new PlacementWish(1, "eu")).ShouldBe(Records.Silo(1));
        PlaceAmong(nodes, new PlacementWish(1, "mars")).ShouldBe(Records.Silo(1));
    }

    [Fact]
    public void Silos_of_which_nothing_is_known_are_used_when_there_are_no_others() =>
        new NodeField([Records.Silo(9)], NodeSnapshot.Empty).Place(new PlacementWish(1, "eu", "b")).ShouldBe(Records.Silo(9));

    private static NodeRecord Node(string name, int port, int activations) => Records.Node(name, port) with { Activations = activations };

    private static SiloAddress PlaceAmong(NodeRecord[] nodes, PlacementWish wish) => new NodeField(
        [.. nodes.Select(node => SiloAddress.FromParsableString(node.SiloAddress))],
        NodeSnapshot.Of(nodes, Records.NoCordons, Records.Now, Records.DeadAfter)).Place(wish);
}
