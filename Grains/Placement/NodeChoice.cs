namespace Wasilo.Grains.Placement;

/// <summary>The balancer's rule: a function of its arguments and of nothing else.</summary>
internal static class NodeChoice
{
    /// <summary>
    /// The index of the node to place a grain on. Of the nodes that take new grains it is the one with the least of its
    /// capacity taken, and among equals the one that the hash of the grain's id points at, so that thousands of grains
    /// spread evenly. A node that nothing is known about is only chosen when no node is known to be open, and so is a
    /// closed one: a grain on a cordoned node is better than a grain that can't run at all.
    /// </summary>
    /// <param name="nodes">At least one; null where nothing is known.</param>
    /// <param name="hash">Of the grain's id; need not be well mixed.</param>
    public static int Choose(ReadOnlySpan<NodeLoad?> nodes, int hash)
    {
        var best = -1;
        var least = double.PositiveInfinity;
        var equals = 0u;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is not { Open: true } node)
                continue;

            var fraction = node.Fraction;
            if (fraction < least)
            {
                (best, least, equals) = (i, fraction, 1);
            }
            else if (fraction == least && Mix(hash, ++equals) % equals == 0)
            {
                // The nth equal replaces the choice with a chance of 1/n: all of them are equally likely in one pass.
                best = i;
            }
        }

        return best >= 0 ? best : (int)(Mix(hash, 0) % (uint)nodes.Length);
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
