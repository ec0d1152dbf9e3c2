using System.Collections.Immutable;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// The seeds of messages that later ones came before, by counter. Kept as seeds, not as the keys made of them: 32 bytes instead of 80.
/// It never changes; taking and adding make another, and copy no seeds.
/// </summary>
internal sealed class SkippedSeeds(ImmutableArray<SkippedSeeds.Run> runs)
{
    internal static readonly SkippedSeeds None = new([]);

    /// <summary>Ascending, none empty, none overlapping.</summary>
    internal ImmutableArray<Run> Runs => runs;

    internal int Count
    {
        get
        {
            int count = 0;
            foreach (var run in runs)
                count += run.Count;
            return count;
        }
    }

    /// <summary>Copies a seed out and returns what remains without it; null if it isn't here.</summary>
    internal SkippedSeeds? Take(uint counter, Span<byte> seed)
    {
        for (int i = runs.Length - 1; i >= 0; i--)
        {
            var run = runs[i];
            if (counter < run.First)
                continue;
            if (counter - run.First >= run.Count)
                return null;
            run.Seed(counter).CopyTo(seed);
            var rest = runs.RemoveAt(i);
            if (run.After(counter) is { Count: > 0 } after)
                rest = rest.Insert(i, after);
            if (run.Before(counter) is { Count: > 0 } before)
                rest = rest.Insert(i, before);
            return rest.IsEmpty ? None : new SkippedSeeds(rest);
        }

        return null;
    }

    /// <summary>Adds seeds of counters above all others, and gives the oldest up beyond the limits.</summary>
    /// <param name="first">The first one's counter.</param>
    /// <param name="seeds">Not more than <see cref="SignalLimits.SkippedKeys"/>; kept, not copied.</param>
    /// <param name="gapLimit">How many runs may remain.</param>
    /// <param name="lost">Above the highest counter that was given up; 0 if none was.</param>
    internal SkippedSeeds Add(uint first, ReadOnlyMemory<byte> seeds, int gapLimit, out uint lost)
    {
        lost = 0;
        var added = runs.Add(new Run(first, seeds));
        int drop = Math.Max(0, added.Length - gapLimit);
        if (drop > 0)
        {
            lost = added[drop - 1].End;
            added = added.RemoveRange(0, drop);
        }

        int excess = new SkippedSeeds(added).Count - SignalLimits.SkippedKeys;
        while (excess > 0)
        {
            var oldest = added[0];
            int dropped = Math.Min(excess, oldest.Count);
            lost = oldest.First + (uint)dropped;
            excess -= dropped;
            added = dropped == oldest.Count ? added.RemoveAt(0) : added.SetItem(0, oldest.After(lost - 1));
        }

        return new SkippedSeeds(added);
    }

    /// <summary>Seeds of consecutive counters.</summary>
    internal readonly struct Run(uint first, ReadOnlyMemory<byte> seeds)
    {
        internal uint First => first;

        internal int Count => seeds.Length / Key32.Length;

        internal uint End => first + (uint)Count;

        internal ReadOnlySpan<byte> Seeds => seeds.Span;

        internal ReadOnlySpan<byte> Seed(uint counter) => seeds.Span.Slice((int)(counter - first) * Key32.Length, Key32.Length);

        internal Run Before(uint counter) => new(first, seeds[..((int)(counter - first) * Key32.Length)]);

        internal Run After(uint counter) => new(counter + 1, seeds[((int)(counter - first + 1) * Key32.Length)..]);
    }
}
