using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <remarks>
/// A product of two 51-bit limbs must be cut at bit 51: the low part stays in its column, the rest belongs to the next one.
/// One factor comes in shifted left by 10 and the other by 3, so the 128-bit product is shifted by 13 and the cut falls on the
/// border between its two 64-bit halves: the high half is the rest, the low half shifted back by 13 the part that stays.
/// Both are then summed in plain 64-bit additions, with no carry between the halves, which C# has no fast way to express.
/// <para>
/// Bounds, for operands with limbs below 2^54: a·2^10 fits 64 bits; b·2^3·19·2 is below 2^62.3; a high half is below 2^61.3 where it
/// wraps around (times 19) and 2^57 where it doesn't, so at most four and one of them, or five unwrapped times 19, stay below 2^64.
/// After <see cref="Carry"/> limbs are below 2^51 + 2^18.
/// </para>
/// <para>
/// Both are optimized at their first call: a process that has just started would otherwise run its first handshakes through
/// unoptimized code some ten times slower.
/// </para>
/// </remarks>
internal partial struct FieldElement
{
    private const int ShiftA = 10;
    private const int ShiftB = 3;
    private const int ProductShift = 64 - LimbBits;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(out FieldElement r, in FieldElement a, in FieldElement b)
    {
        ulong a0 = a.L0 << ShiftA, a1 = a.L1 << ShiftA, a2 = a.L2 << ShiftA, a3 = a.L3 << ShiftA, a4 = a.L4 << ShiftA;
        ulong b0 = b.L0 << ShiftB, b1 = b.L1 << ShiftB, b2 = b.L2 << ShiftB, b3 = b.L3 << ShiftB, b4 = b.L4 << ShiftB;
        ulong w1 = 19 * b1, w2 = 19 * b2, w3 = 19 * b3, w4 = 19 * b4; // what wraps around at 2^255

        ulong low0 = 0, low1 = 0, low2 = 0, low3 = 0, low4 = 0;
        ulong high0 = 0, high1 = 0, high2 = 0, high3 = 0, high4 = 0;

        Accumulate(ref high0, ref low0, a0, b0);
        Accumulate(ref high0, ref low0, a1, w4);
        Accumulate(ref high0, ref low0, a2, w3);
        Accumulate(ref high0, ref low0, a3, w2);
        Accumulate(ref high0, ref low0, a4, w1);

        Accumulate(ref high1, ref low1, a0, b1);
        Accumulate(ref high1, ref low1, a1, b0);
        Accumulate(ref high1, ref low1, a2, w4);
        Accumulate(ref high1, ref low1, a3, w3);
        Accumulate(ref high1, ref low1, a4, w2);

        Accumulate(ref high2, ref low2, a0, b2);
        Accumulate(ref high2, ref low2, a1, b1);
        Accumulate(ref high2, ref low2, a2, b0);
        Accumulate(ref high2, ref low2, a3, w4);
        Accumulate(ref high2, ref low2, a4, w3);

        Accumulate(ref high3, ref low3, a0, b3);
        Accumulate(ref high3, ref low3, a1, b2);
        Accumulate(ref high3, ref low3, a2, b1);
        Accumulate(ref high3, ref low3, a3, b0);
        Accumulate(ref high3, ref low3, a4, w4);

        Accumulate(ref high4, ref low4, a0, b4);
        Accumulate(ref high4, ref low4, a1, b3);
        Accumulate(ref high4, ref low4, a2, b2);
        Accumulate(ref high4, ref low4, a3, b1);
        Accumulate(ref high4, ref low4, a4, b0);

        Carry(out r, low0 + 19 * high4, low1 + high0, low2 + high1, low3 + high2, low4 + high3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Square(out FieldElement r, in FieldElement a)
    {
        ulong a0 = a.L0 << ShiftA, a1 = a.L1 << ShiftA, a2 = a.L2 << ShiftA, a3 = a.L3 << ShiftA, a4 = a.L4 << ShiftA;
        ulong b0 = a.L0 << ShiftB, b1 = a.L1 << ShiftB, b2 = a.L2 << ShiftB;
        ulong w3 = (19UL << ShiftB) * a.L3, w4 = (19UL << ShiftB) * a.L4;
        ulong twice0 = 2 * b0, twice1 = 2 * b1, twiceW3 = 2 * w3, twiceW4 = 2 * w4; // each mixed product occurs twice

        ulong low0 = 0, low1 = 0, low2 = 0, low3 = 0, low4 = 0;
        ulong high0 = 0, high1 = 0, high2 = 0, high3 = 0, high4 = 0;

        Accumulate(ref high0, ref low0, a0, b0);
        Accumulate(ref high0, ref low0, a1, twiceW4);
        Accumulate(ref high0, ref low0, a2, twiceW3);

        Accumulate(ref high1, ref low1, a1, twice0);
        Accumulate(ref high1, ref low1, a2, twiceW4);
        Accumulate(ref high1, ref low1, a3, w3);

        Accumulate(ref high2, ref low2, a2, twice0);
        Accumulate(ref high2, ref low2, a1, b1);
        Accumulate(ref high2, ref low2, a3, twiceW4);

        Accumulate(ref high3, ref low3, a3, twice0);
        Accumulate(ref high3, ref low3, a2, twice1);
        Accumulate(ref high3, ref low3, a4, w4);

        Accumulate(ref high4, ref low4, a4, twice0);
        Accumulate(ref high4, ref low4, a3, twice1);
        Accumulate(ref high4, ref low4, a2, b2);

        Carry(out r, low0 + 19 * high4, low1 + high0, low2 + high1, low3 + high2, low4 + high3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MultiplySmall(out FieldElement r, in FieldElement a, uint factor)
    {
        ulong b = (ulong)factor << ShiftB;
        ulong low0 = 0, low1 = 0, low2 = 0, low3 = 0, low4 = 0;
        ulong high0 = 0, high1 = 0, high2 = 0, high3 = 0, high4 = 0;
        Accumulate(ref high0, ref low0, a.L0 << ShiftA, b);
        Accumulate(ref high1, ref low1, a.L1 << ShiftA, b);
        Accumulate(ref high2, ref low2, a.L2 << ShiftA, b);
        Accumulate(ref high3, ref low3, a.L3 << ShiftA, b);
        Accumulate(ref high4, ref low4, a.L4 << ShiftA, b);
        Carry(out r, low0 + 19 * high4, low1 + high0, low2 + high1, low3 + high2, low4 + high3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(ref ulong high, ref ulong low, ulong a, ulong b)
    {
        high += MultiplyHigh(a, b);
        low += (a * b) >> ProductShift;
    }

    // Math.BigMul returns the low half through memory; with BMI2 two multiplications in registers are faster than that one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}
