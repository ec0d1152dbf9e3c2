namespace Wasilo.Grains.Sessions.Lifecycle;

/// <summary>
/// Random numbers that are part of the state, so that the machine stays a pure function: SplitMix64. They spread sessions in time and
/// are no secret.
/// </summary>
internal readonly record struct Jitter(ulong Seed)
{
    /// <summary>A number from 0 up to 1, without 1, and what the next one comes from.</summary>
    public (double Draw, Jitter Next) Next()
    {
        var seed = unchecked(Seed + 0x9E37_79B9_7F4A_7C15);
        var x = unchecked((seed ^ (seed >> 30)) * 0xBF58_476D_1CE4_E5B9);
        x = unchecked((x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
        return ((x >> 11) * (1.0 / (1UL << 53)), new Jitter(seed));
    }
}
