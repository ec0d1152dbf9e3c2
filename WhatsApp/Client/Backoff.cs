using System.Buffers.Binary;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Client;

/// <summary>
/// How long to wait before the next attempt: anything up to a ceiling that starts at a second, doubles with each failure and stops at two
/// minutes. The full jitter spreads clients that lost their connections at the same moment.
/// </summary>
internal sealed class Backoff(IRandomSource random)
{
    internal static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private int _failures;

    /// <summary>The wait after one more failure.</summary>
    internal TimeSpan Next()
    {
        var ceiling = Ceiling(_failures++);
        return ceiling * random.NextUnit();
    }

    /// <summary>The wait where the other side wants to be left alone for a while: between one and two minutes.</summary>
    internal TimeSpan NextLong()
    {
        _failures++;
        return Longest / 2 * (1 + random.NextUnit());
    }

    /// <summary>All is well again.</summary>
    internal void Reset() => _failures = 0;

    private static TimeSpan Ceiling(int failures) =>
        failures >= 7 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << failures)); // 2^7 s is beyond two minutes
}

/// <summary>Numbers out of random bytes.</summary>
internal static class RandomNumbers
{
    /// <summary>Evenly between 0 and 1, without 1.</summary>
    internal static double NextUnit(this IRandomSource random) => random.NextUInt32() / (uint.MaxValue + 1.0);

    internal static uint NextUInt32(this IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        random.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
