using System.Runtime.CompilerServices;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>a·A + b·B with the base point B, for verifying signatures: both scalars share one run of doublings (Straus, 1964).</summary>
/// <remarks>Takes a time that depends on all its operands: for public values only.</remarks>
internal static class DoubleScalar
{
    // Windows of non-adjacent forms. A's table is made anew each time and stays small; B's is made once, and 64 points (8 KiB) pay off.
    private const int WindowA = 5;
    private const int WindowB = 8;
    private const int Positions = 256;

    private static readonly AffineCachedPoint[] OddMultiplesOfB = BuildTable();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(out EdwardsPoint r, in Scalar a, in EdwardsPoint pointA, in Scalar b)
    {
        Span<sbyte> digitsA = stackalloc sbyte[Positions];
        Span<sbyte> digitsB = stackalloc sbyte[Positions];
        ToNonAdjacentForm(digitsA, a, WindowA);
        ToNonAdjacentForm(digitsB, b, WindowB);
        Span<CachedPoint> oddMultiplesOfA = stackalloc CachedPoint[1 << (WindowA - 2)];
        FillOddMultiples(oddMultiplesOfA, pointA);

        int i = Positions - 1;
        while (i > 0 && digitsA[i] == 0 && digitsB[i] == 0)
            i--;

        var projective = EdwardsPoint.Identity.Projective;
        r = EdwardsPoint.Identity;
        for (; i >= 0; i--)
        {
            projective.Double(out var sum);
            if (digitsA[i] > 0)
            {
                sum.ToExtended(out r);
                r.AddTo(out sum, oddMultiplesOfA[digitsA[i] >> 1]);
            }
            else if (digitsA[i] < 0)
            {
                sum.ToExtended(out r);
                r.SubtractTo(out sum, oddMultiplesOfA[-digitsA[i] >> 1]);
            }

            if (digitsB[i] > 0)
            {
                sum.ToExtended(out r);
                r.AddTo(out sum, OddMultiplesOfB[digitsB[i] >> 1]);
            }
            else if (digitsB[i] < 0)
            {
                sum.ToExtended(out r);
                r.SubtractTo(out sum, OddMultiplesOfB[-digitsB[i] >> 1]);
            }

            if (i == 0)
                sum.ToExtended(out r);
            else
                sum.ToProjective(out projective);
        }
    }

    /// <summary>
    /// Digits that are zero or odd and below 2^(window-1) in magnitude; of any <paramref name="window"/> in a row at most one isn't
    /// zero.
    /// </summary>
    private static void ToNonAdjacentForm(Span<sbyte> digits, in Scalar scalar, int window)
    {
        Span<byte> bytes = stackalloc byte[Scalar.Length + 2];
        bytes.Clear();
        digits.Clear();
        scalar.CopyTo(bytes);

        int carry = 0;
        for (int i = 0; i < Positions;)
        {
            int bits = bytes[i >> 3] | bytes[(i >> 3) + 1] << 8;
            int value = (bits >> (i & 7) & ((1 << window) - 1)) + carry;
            if ((value & 1) == 0)
            {
                i++; // bit and carry are both 0 or both 1; either way the carry moves on as it is
                continue;
            }

            carry = value >> (window - 1);
            digits[i] = (sbyte)(value - (carry << window));
            i += window;
        }
    }

    private static void FillOddMultiples(Span<CachedPoint> table, in EdwardsPoint point)
    {
        var twice = point.Doubled;
        table[0] = point.Cached;
        for (int i = 1; i < table.Length; i++)
            table[i] = twice.Plus(table[i - 1]).Cached;
    }

    private static AffineCachedPoint[] BuildTable()
    {
        var points = new EdwardsPoint[1 << (WindowB - 2)];
        points[0] = EdwardsPoint.BasePoint;
        var twice = points[0].Doubled.Cached;
        for (int i = 1; i < points.Length; i++)
            points[i] = points[i - 1].Plus(twice);
        return AffineTable.From(points);
    }
}
