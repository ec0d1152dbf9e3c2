using Wasilo.Grains.Placement;

namespace Wasilo.Grains.Tests;

public class BalancerTests
{
    private const int Capacity = 10_000;

    [Fact]
    public void The_node_with_the_least_of_its_capacity_taken_is_chosen()
    {
        NodeLoad?[] nodes = [new(true, 500, 1_000), new(true, 2_000, 10_000), new(true, 300, 1_000)];

        Enumerable.Range(0, 100).ShouldAllBe(grain => Balancer.Choose(nodes, new PlacementWish(grain)) == 1);
    }

    [Fact]
    public void A_closed_node_is_not_chosen_however_empty_it_is()
    {
        NodeLoad?[] nodes = [new(false, 0, Capacity), new(true, 9_000, Capacity)];

        Enumerable.Range(0, 100).ShouldAllBe(grain => Balancer.Choose(nodes, new PlacementWish(grain)) == 1);
    }

    [Fact]
    public void A_node_that_nothing_is_known_of_waits_until_it_has_reported()
    {
        NodeLoad?[] nodes = [null, new(true, 9_000, Capacity)];

        Balancer.Choose(nodes, new PlacementWish(1)).ShouldBe(1);
    }

    [Fact]
    public void Grains_spread_over_all_nodes_when_nothing_is_known() =>
        CountPlacements(new NodeLoad?[10], grains: 10_000, counted: false).ShouldAllBe(count => count > 900 && count < 1_100);

    [Fact]
    public void Grains_run_somewhere_even_when_every_node_is_closed()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => (NodeLoad?)new NodeLoad(false, 0, Capacity)).ToArray();

        CountPlacements(nodes, grains: 4_000, counted: false).ShouldAllBe(count => count > 800);
    }

    [Fact]
    public void A_hundred_thousand_grains_spread_over_a_thousand_equal_nodes_by_hash_alone()
    {
        var counts = CountPlacements(OpenNodes(1_000), grains: 100_000, counted: false);

        // 100 each on average; six standard deviations of a fair draw are 60.
        counts.ShouldAllBe(count => count > 40 && count < 160);
    }

    [Fact]
    public void A_burst_between_two_snapshots_fills_a_thousand_nodes_evenly()
    {
        var counts = CountPlacements(OpenNodes(1_000), grains: 20_000, counted: true);

        counts.ShouldAllBe(count => count == 20);
    }

    [Fact]
    public void A_new_node_takes_the_burst_until_it_is_as_full_as_the_others()
    {
        var nodes = Enumerable.Range(0, 1_000).Select(i => (NodeLoad?)new NodeLoad(true, i == 7 ? 0 : 100, Capacity)).ToArray();

        var counts = CountPlacements(nodes, grains: 1_100, counted: true);

        counts[7].ShouldBeInRange(100, 102);
        counts.Max().ShouldBe(counts[7]);
    }

    [Fact]
    public void A_node_of_twice_the_capacity_takes_twice_the_grains()
    {
        NodeLoad?[] nodes = [new(true, 0, 1_000), new(true, 0, 2_000)];

        CountPlacements(nodes, grains: 300, counted: true).ShouldBe([100, 200]);
    }

    [Fact]
    public void The_choice_depends_on_nothing_but_its_arguments()
    {
        var nodes = OpenNodes(1_000);

        Enumerable.Range(0, 1_000).ShouldAllBe(grain => Balancer.Choose(nodes, new PlacementWish(grain)) == Balancer.Choose(nodes, new PlacementWish(grain)));
    }

    [Fact]
    public void A_grain_stays_in_its_region_however_full_that_is()
    {
        NodeLoad?[] nodes = [new(true, 0, 100) { Region = "us" }, new(true, 150, 100) { Region = "eu", Strained = true }];

        Balancer.Choose(nodes, new PlacementWish(1, "eu")).ShouldBe(1);
        Balancer.Choose(nodes, new PlacementWish(1)).ShouldBe(0);
    }

    [Fact]
    public void It_leaves_its_region_when_no_node_there_is_open()
    {
        NodeLoad?[] nodes = [new(true, 90, 100) { Region = "us" }, new(false, 0, 100) { Region = "eu" }];

        Balancer.Choose(nodes, new PlacementWish(1, "eu")).ShouldBe(0);
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(false, 100)]
    public void A_strained_or_full_node_comes_after_a_fuller_healthy_one(bool strained, int taken)
    {
        NodeLoad?[] nodes = [new(true, 99, 100), new(true, taken, 100) { Strained = strained }];

        Balancer.Choose(nodes, new PlacementWish(1)).ShouldBe(0);
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(30, 1)]
    public void The_nearer_node_goes_before_the_emptier_one_if_the_difference_can_be_felt(int milliseconds, int expected)
    {
        NodeLoad?[] nodes =
        [
            new(true, 50, 100) { Latency = TimeSpan.FromMilliseconds(20) },
            new(true, 10, 100) { Latency = TimeSpan.FromMilliseconds(milliseconds) },
        ];

        Balancer.Choose(nodes, new PlacementWish(1)).ShouldBe(expected);
    }

    private static NodeLoad?[] OpenNodes(int count) => [.. Enumerable.Range(0, count).Select(_ => new NodeLoad(true, 50, Capacity))];

    private static int[] CountPlacements(NodeLoad?[] nodes, int grains, bool counted)
    {
        var counts = new int[nodes.Length];
        for (var grain = 0; grain < grains; grain++)
        {
            var choice = Balancer.Choose(nodes, new PlacementWish(grain));
            counts[choice]++;
            if (counted)
                nodes[choice]?.CountPlacement();
        }

        return counts;
    }
}
