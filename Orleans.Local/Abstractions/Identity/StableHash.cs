using System.IO.Hashing;

namespace Orleans;

/// <summary>A 32-bit hash that is the same in every process and version: xxHash32 with seed 0, as Orleans stores it in reminder rows.</summary>
public static class StableHash
{
    /// <summary>Hashes <paramref name="data"/>.</summary>
    public static uint ComputeHash(ReadOnlySpan<byte> data) => XxHash32.HashToUInt32(data);
}
