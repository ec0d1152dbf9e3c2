using Wasilo.Grains.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Storage.Nodes;

namespace Wasilo.Grains.Tests;

/// <summary>A thousand nodes in ten regions, a million sessions, and what happens to them in a bad week.</summary>
public class BalancerSimulationTests
{
    private const int Nodes = 1_000;
    private const int Sessions = 1_000_000;
    private const int Regions = 10;

    // Of silos that place sessions at the same time, each with heartbeats as old as that many placements of its own.
    private const int Deciders = 8;
    private const int BetweenHeartbeats = 500;

    [Fact]
    public void Load_stays_even_and_a_lost_node_moves_only_its_own_sessions()
    {
        var world = new World();
        var all = Enumerable.Range(0, Sessions).ToArray();

        world.Place(all);
        world.SpreadShouldBeEven();
        world.Moved.ShouldBe(Sessions);

        // A twentieth of the nodes dies, some in each region.
        var dead = Enumerable.Range(0, Nodes).Where(node => node / Regions % 20 == 7).ToHashSet();
        var orphans = all.Where(session => dead.Contains(world.NodeOf(session))).ToArray();
        world.Close(dead, NodeStatusNames.Active, silent: true);
        world.ShouldMoveOnly(orphans);
        world.SpreadShouldBeEven();

        // Another twentieth drains: its sessions move one by one.
        var draining = Enumerable.Range(0, Nodes).Where(node => node / Regions % 20 == 12).ToHashSet();
        var leaving = all.Where(session => draining.Contains(world.NodeOf(session))).ToArray();
        world.Close(draining, NodeStatusNames.Draining, silent: false);
        world.ShouldMoveOnly(leaving);
        world.SpreadShouldBeEven();

        // The dead come back empty, and new sessions prefer them until loads meet.
        world.Open(dead);
        var created = Enumerable.Range(Sessions, orphans.Length).ToArray();
        world.Place(created);
        created.ShouldAllBe(session => dead.Contains(world.NodeOf(session)));
    }

    private sealed class World
    {
        private readonly NodeRecord[] _nodes = [.. Enumerable.Range(0, Nodes).Select(i => Records.Node($"n{i}", i + 1) with
        {
            Region = $"r{i % Regions}",
            Activations = 0,
            Capacity = i / Regions % 2 == 0 ? 2_000 : 4_000,
        })];

        private readonly SiloAddress[] _silos;
        private readonly Dictionary<SiloAddress, int> _indexes;
        private readonly NodeField[] _fields = new NodeField[Deciders];
        private readonly Dictionary<int, int> _places = [];
        private int _placements;

        public World()
        {
            _silos = [.. _nodes.Select(node => SiloAddress.FromParsableString(node.SiloAddress))];
            _indexes = Enumerable.Range(0, Nodes).ToDictionary(i => _silos[i]);
            Refresh();
        }

        public int Moved { get; private set; }

        public int NodeOf(int session) => _places[session];

        public void Place(IEnumerable<int> sessions)
        {
            foreach (var session in sessions)
            {
                if (_places.TryGetValue(session, out var old))
                    _nodes[old] = _nodes[old] with { Activations = _nodes[old].Activations - 1 };

                var wish = new PlacementWish(session.GetHashCode(), $"r{session % Regions}");
                var node = _indexes[_fields[session / Regions % Deciders].Place(wish)];
                _nodes[node] = _nodes[node] with { Activations = _nodes[node].Activations + 1 };
                _places[session] = node;
                Moved++;
                if (++_placements % (Deciders * BetweenHeartbeats) == 0)
                    Refresh();
            }
        }

        public void ShouldMoveOnly(int[] sessions)
        {
            var before = new Dictionary<int, int>(_places);
            Place(sessions);
            var moved = before.Where(place => _places[place.Key] != place.Value).Select(place => place.Key).ToHashSet();
            moved.SetEquals(sessions).ShouldBeTrue($"{moved.Count} moved, and {sessions.Length} had lost their node");
        }

        public void Close(IReadOnlySet<int> nodes, string status, bool silent)
        {
            foreach (var node in nodes)
                _nodes[node] = _nodes[node] with { Status = status, LastHeartbeat = silent ? Records.Now - Records.DeadAfter : Records.Now };
            Refresh();
        }

        public void Open(IReadOnlySet<int> nodes)
        {
            foreach (var node in nodes)
                _nodes[node] = _nodes[node] with { Status = NodeStatusNames.Active, LastHeartbeat = Records.Now, Activations = 0 };
            Refresh();
        }

        public void SpreadShouldBeEven()
        {
            foreach (var region in _nodes.Where(IsOpen).GroupBy(node => node.Region))
            {
                var fractions = region.Select(node => node.Activations / (double)node.Capacity).ToArray();
                var mean = fractions.Average();
                fractions.Max(fraction => Math.Abs(fraction - mean)).ShouldBeLessThan(mean * 0.05, $"{region.Key}: {fractions.Min()} to {fractions.Max()}");
            }

            _places.ShouldAllBe(place => _nodes[place.Value].Region == $"r{place.Key % Regions}");
        }

        private static bool IsOpen(NodeRecord node) => node.Status == NodeStatusNames.Active && node.LastHeartbeat > Records.Now - Records.DeadAfter;

        private void Refresh()
        {
            for (var i = 0; i < Deciders; i++)
                _fields[i] = new NodeField(_silos, NodeSnapshot.Of(_nodes, Records.NoCordons, Records.Now, Records.DeadAfter));
        }
    }
}
