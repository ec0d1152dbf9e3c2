namespace Wasilo.Grains.Placement;

/// <summary>The balancer's rule: a function of its arguments and of nothing else.</summary>
/// <remarks>
/// Of the nodes that take new grains the best is chosen by, in this order: the grain's region; health, where a full node counts as a sick
/// one; the way to WhatsApp's edge, where differences that nobody feels count as none; and the part of its capacity that is taken. Among
/// equals the hash of the grain's id decides, so that thousands of grains spread evenly. A grain goes back to the node that it was placed
/// on first as long as that one is well.
/// A node that nothing is known about is only chosen when no node is known to be open, and so is a closed one: a grain on a cordoned node
/// is better than a grain that can't run at all.
/// </remarks>
internal static class Balancer
{
    /// <summary>Nodes that are no farther from the edge than the nearest one by this much count as equally near.</summary>
    public static readonly TimeSpan LatencyTolerance = TimeSpan.FromMilliseconds(15);

    // Lower is better. A grain in another region is worse off than one on a strained node.
    private const int Elsewhere = 2;
    private const int Strained = 1;
    private const int Closed = 4;

    /// <summary>The index of the node to place a grain on.</summary>
    /// <param name="nodes">At least one; null where nothing is known.</param>
    /// <param name="wish">The grain.</param>
    public static int Choose(ReadOnlySpan<NodeLoad?> nodes, in PlacementWish wish)
    {
        var (rank, farthest) = FindBest(nodes, wish);
        return rank == Closed
            ? (int)(Mix(wish.Hash, 0) % (uint)nodes.Length)
            : FindEmptiest(nodes, wish, rank, farthest);
    }

    /// <summary>Whether the grain should go where it was placed first.</summary>
    public static bool IsWelcome(NodeLoad? preferred, in PlacementWish wish) =>
        preferred is not null && RankOf(preferred, wish) == 0;

    private static (int Rank, TimeSpan Farthest) FindBest(ReadOnlySpan<NodeLoad?> nodes, in PlacementWish wish)
    {
        var best = Closed;
        var nearest = TimeSpan.MaxValue - LatencyTolerance;
        foreach (var node in nodes)
        {
            var rank = RankOf(node, wish);
            if (rank < best)
                (best, nearest) = (rank, node!.Latency);
            else if (rank == best && rank != Closed && node!.Latency < nearest)
                nearest = node.Latency;
        }

        return (best, nearest + LatencyTolerance);
    }

    private static int FindEmptiest(ReadOnlySpan<NodeLoad?> nodes, in PlacementWish wish, int rank, TimeSpan farthest)
    {
        var best = -1;
        var least = double.PositiveInfinity;
        var equals = 0u;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is not { Open: true } node || node.Latency > farthest)
                continue;

            // Only what could win is looked at twice.
            var fraction = node.Fraction;
            if (fraction > least || RankOf(node, wish) > rank)
                continue;

            if (fraction < least)
            {
                (best, least, equals) = (i, fraction, 1);
            }
            else if (Mix(wish.Hash, ++equals) % equals == 0)
            {
                // The nth equal replaces the choice with a chance of 1/n: all of them are equally likely in one pass.
                best = i;
            }
        }

        // Others may have filled the last good node since the first pass.
        return best >= 0 ? best : (int)(Mix(wish.Hash, 0) % (uint)nodes.Length);
    }

    private static int RankOf(NodeLoad? node, in PlacementWish wish)
    {
        if (node is not { Open: true })
            return Closed;
        var elsewhere = wish.Region is null || wish.Region == node.Region ? 0 : Elsewhere;
        return elsewhere + (node.Strained || node.Fraction >= 1 ? Strained : 0);
    }

    /// <summary>The finalizer of MurmurHash3: each bit of both inputs changes half of the result's bits.</summary>
    private static uint Mix(int hash, uint round)
    {
        var x = unchecked((uint)hash + (round * 0x9E37_79B9));
        x = unchecked((x ^ (x >> 16)) * 0x85EB_CA6B);
        x = unchecked((x ^ (x >> 13)) * 0xC2B2_AE35);
        return x ^ (x >> 16);
    }
}
