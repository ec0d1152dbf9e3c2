using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>Multiples of the base point for secret scalars: key generation and signing. Constant time, lookups included.</summary>
/// <remarks>
/// The scalar is written with 64 digits between -8 and 7 to the base 16 (Bernstein et al., "High-speed high-security signatures", 4).
/// The table holds 1..8 times 256^i·B. Digits at odd places are added first, the sum is multiplied by 16, then come those at even
/// places: 64 additions and 4 doublings in place of the ladder's 255 steps. The 30 KiB are computed once, at the first use.
/// </remarks>
internal static class FixedBase
{
    private const int Places = 32;
    private const int Multiples = 8;
    private const int Digits = 64;

    private static readonly AffineCachedPoint[] Table = BuildTable();

    /// <summary>k·B for any 32 bytes below 2^255.</summary>
    internal static void Multiply(out EdwardsPoint r, ReadOnlySpan<byte> scalar)
    {
        Span<sbyte> digits = stackalloc sbyte[Digits];
        ToDigits(digits, scalar);

        r = EdwardsPoint.Identity;
        for (int i = 1; i < Digits; i += 2)
            AddMultiple(ref r, i >> 1, digits[i]);

        r.Projective.Double(out var completed);
        for (int i = 1; i < 4; i++)
        {
            completed.ToProjective(out var projective);
            projective.Double(out completed);
        }

        completed.ToExtended(out r);
        for (int i = 0; i < Digits; i += 2)
            AddMultiple(ref r, i >> 1, digits[i]);
        digits.Clear();
    }

    private static void ToDigits(Span<sbyte> digits, ReadOnlySpan<byte> scalar)
    {
        int carry = 0;
        for (int i = 0; i < Digits; i++)
        {
            int digit = (scalar[i >> 1] >> (4 * (i & 1)) & 15) + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (sbyte)(digit - (carry << 4));
        }

        // A scalar below 2^255 has a last digit of at most 7, or 8 with the carry. 8 is kept: the table has it.
        digits[Digits - 1] += (sbyte)(carry << 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddMultiple(ref EdwardsPoint sum, int place, int digit)
    {
        Select(out var point, place, digit);
        sum.AddTo(out CompletedPoint completed, point);
        completed.ToExtended(out sum);
    }

    /// <summary>
    /// digit·256^place·B. Reads all eight entries of the place whatever the digit, so that the cache learns nothing of it.
    /// </summary>
    private static void Select(out AffineCachedPoint r, int place, int digit)
    {
        int sign = digit >> 31; // 0 or -1
        ulong magnitude = (ulong)((digit ^ sign) - sign);

        r = AffineCachedPoint.Identity;
        var result = MemoryMarshal.Cast<AffineCachedPoint, ulong>(MemoryMarshal.CreateSpan(ref r, 1));
        var entries = MemoryMarshal.Cast<AffineCachedPoint, ulong>(Table.AsSpan(place * Multiples, Multiples));
        for (int i = 0; i < Multiples; i++)
            ConditionalCopy(result, entries.Slice(i * result.Length, result.Length), EqualMask(magnitude, (ulong)i + 1));

        // The negative of a point has y+x and y-x exchanged and the other sign of 2dxy.
        ulong negative = (ulong)(uint)-sign;
        ConditionalSwap(ref r.YPlusX, ref r.YMinusX, negative);
        Negate(out var minus, r.TwiceDT);
        ConditionalSwap(ref r.TwiceDT, ref minus, negative);
    }

    private static ulong EqualMask(ulong a, ulong b) => (ulong)((long)((a ^ b) - 1) >> 63); // both are small: all ones if equal, else zero

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ConditionalCopy(Span<ulong> destination, ReadOnlySpan<ulong> source, ulong mask)
    {
        ref ulong to = ref MemoryMarshal.GetReference(destination);
        ref ulong from = ref MemoryMarshal.GetReference(source);
        var wideMask = Vector256.Create(mask);
        int i = 0;
        for (; i <= source.Length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
        {
            var chosen = Vector256.ConditionalSelect(
                wideMask, Vector256.LoadUnsafe(ref from, (nuint)i), Vector256.LoadUnsafe(ref to, (nuint)i));
            chosen.StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < source.Length; i++)
            destination[i] ^= mask & (destination[i] ^ source[i]);
    }

    private static AffineCachedPoint[] BuildTable()
    {
        var points = new EdwardsPoint[Places * Multiples];
        var power = EdwardsPoint.BasePoint;
        for (int place = 0; place < Places; place++)
        {
            var step = power.Cached;
            points[place * Multiples] = power;
            for (int i = 1; i < Multiples; i++)
                points[place * Multiples + i] = points[place * Multiples + i - 1].Plus(step);
            for (int i = 0; i < 8; i++)
                power = power.Doubled;
        }

        return AffineTable.From(points);
    }
}
