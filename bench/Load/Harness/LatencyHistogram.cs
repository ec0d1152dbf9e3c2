using System.Diagnostics;
using System.Numerics;

namespace Wasilo.Load.Harness;

/// <summary>
/// Counts durations in buckets that grow with them, each a 32nd of its power of two wide: a percentile is off by at most
/// 3 %, recording takes a few nanoseconds and allocates nothing. One thread at a time.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 5;
    private const int SubBuckets = 1 << SubBucketBits;

    private readonly long[] _counts = new long[64 * SubBuckets];

    public long Count { get; private set; }

    public void Record(long ticks)
    {
        _counts[BucketOf(Math.Max(ticks, 0))]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            _counts[bucket] += other._counts[bucket];

        Count += other.Count;
    }

    /// <summary>The duration that a share of all recorded ones (0 to 1) doesn't exceed, in microseconds.</summary>
    public double Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(Count * share);
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted && seen > 0)
                return UpperEndOf(bucket) * 1_000_000.0 / Stopwatch.Frequency;
        }

        return 0;
    }

    /// <summary>Below 2 * SubBuckets a bucket holds one value; above, the leading SubBucketBits + 1 bits name it.</summary>
    private static int BucketOf(long ticks)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)ticks | 1) - SubBucketBits);
        return (shift * SubBuckets) + (int)(ticks >> shift);
    }

    private static long UpperEndOf(int bucket)
    {
        var shift = Math.Max(0, (bucket / SubBuckets) - 1);
        return ((long)(bucket - (shift * SubBuckets)) + 1 << shift) - 1;
    }
}
