using System.Runtime.CompilerServices;
using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>Scalar multiplication of any point, on u-coordinates alone (RFC 7748, 5). Constant time in scalar and point.</summary>
internal static class MontgomeryLadder
{
    private const uint A24 = 121665; // (486662 - 2) / 4

    /// <summary>
    /// The u-coordinate of k·P, or 0 if that is the point at infinity. <paramref name="scalar"/> is 32 bytes below 2^255, already
    /// clamped.
    /// </summary>
    internal static void Multiply(out FieldElement r, ReadOnlySpan<byte> scalar, in FieldElement u)
    {
        var x1 = u;
        var state = new State { X2 = One, Z2 = Zero, X3 = u, Z3 = One };
        ulong swap = 0;
        for (int position = 254; position >= 0; position--)
        {
            ulong bit = (ulong)(scalar[position >> 3] >> (position & 7)) & 1;
            swap ^= bit;
            ConditionalSwap(ref state.X2, ref state.X3, swap);
            ConditionalSwap(ref state.Z2, ref state.Z3, swap);
            swap = bit;
            Step(ref state, x1);
        }

        ConditionalSwap(ref state.X2, ref state.X3, swap);
        ConditionalSwap(ref state.Z2, ref state.Z3, swap);
        Invert(out var inverse, state.Z2);
        FieldElement.Multiply(out r, state.X2, inverse);
        state = default;
    }

    /// <summary>
    /// (X2:Z2) becomes its double, (X3:Z3) the sum of both; x1 is the u-coordinate of their difference. Names are the RFC's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(ref State s, in FieldElement x1)
    {
        Add(out var a, s.X2, s.Z2);
        Subtract(out var b, s.X2, s.Z2);
        Add(out var c, s.X3, s.Z3);
        Subtract(out var d, s.X3, s.Z3);
        FieldElement.Multiply(out var da, d, a);
        FieldElement.Multiply(out var cb, c, b);
        Square(out var aa, a);
        Square(out var bb, b);

        Add(out var sum, da, cb);
        Square(out s.X3, sum);
        Subtract(out var difference, da, cb);
        Square(out difference, difference);
        FieldElement.Multiply(out s.Z3, x1, difference);

        FieldElement.Multiply(out s.X2, aa, bb);
        Subtract(out var e, aa, bb);
        MultiplySmall(out var t, e, A24);
        Add(out t, t, aa);
        FieldElement.Multiply(out s.Z2, e, t);
    }

    private struct State
    {
        internal FieldElement X2;
        internal FieldElement Z2;
        internal FieldElement X3;
        internal FieldElement Z3;
    }
}
