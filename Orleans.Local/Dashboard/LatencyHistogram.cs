using System.Numerics;

namespace Orleans.Local.Dashboard;

/// <summary>
/// How long calls took, in buckets that grow with the time: four to each doubling, so that a quantile is off by a quarter at most. Adding
/// is one interlocked increment; histograms of several silos add up.
/// </summary>
internal sealed class LatencyHistogram
{
    // The last one begins at 188 s, far beyond any response timeout; whatever took longer is in it too.
    private const int Buckets = 120;

    private readonly long[] _counts = new long[Buckets];

    public long Total
    {
        get
        {
            long total = 0;
            for (var i = 0; i < Buckets; i++)
                total += Volatile.Read(ref _counts[i]);
            return total;
        }
    }

    public void Add(TimeSpan latency) => Interlocked.Increment(ref _counts[BucketOf(latency.Ticks)]);

    /// <summary>The counts up to the last that isn't zero.</summary>
    public long[] Read()
    {
        var used = Buckets;
        while (used > 0 && Volatile.Read(ref _counts[used - 1]) == 0)
            used--;
        return _counts[..used];
    }

    /// <summary>The counts of several histograms, together.</summary>
    public static long[] Sum(IEnumerable<long[]> histograms)
    {
        var sum = new long[Buckets];
        foreach (var counts in histograms)
        {
            for (var i = 0; i < Math.Min(counts.Length, Buckets); i++)
                sum[i] += counts[i];
        }

        return sum;
    }

    /// <summary>The time below which a share of the calls stayed; zero if there were none.</summary>
    public static TimeSpan Quantile(long[] counts, double share)
    {
        var rank = share * counts.Sum();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0 && rank <= counts[i])
                return new TimeSpan(LowerBound(i) + (long)((LowerBound(i + 1) - LowerBound(i)) * rank / counts[i]));
            rank -= counts[i];
        }

        return TimeSpan.Zero;
    }

    /// <summary>The position of the highest bit and the two bits after it.</summary>
    private static int BucketOf(long ticks)
    {
        if (ticks < 4)
            return (int)Math.Max(0, ticks);
        var exponent = BitOperations.Log2((ulong)ticks);
        return (int)Math.Min(Buckets - 1, (4L * (exponent - 1)) + ((ticks >> (exponent - 2)) & 3));
    }

    private static long LowerBound(int bucket) => bucket < 4 ? bucket : (4L + (bucket & 3)) << ((bucket >> 2) - 1);
}
