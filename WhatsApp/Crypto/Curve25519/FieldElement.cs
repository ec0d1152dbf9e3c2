using System.Runtime.CompilerServices;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>An integer modulo p = 2^255 - 19, as five limbs of 51 bits: value = L0 + L1·2^51 + L2·2^102 + L3·2^153 + L4·2^204.</summary>
/// <remarks>
/// Limbs may hold more than 51 bits, so that a carry isn't paid for after every step. Two bounds keep that safe:
/// <list type="bullet">
/// <item>what <see cref="Multiply"/>, <see cref="Square"/>, <see cref="Subtract"/> and decoding return is <i>reduced</i>: limbs below
/// 2^51 + 2^18;</item>
/// <item><see cref="Add"/> doesn't carry. A sum of up to three reduced values has limbs below 2^53 - 76 and is a valid operand
/// everywhere.</item>
/// </list>
/// Nothing here branches on a value or uses one as an index, except where a method says that it does.
/// Results come back through <c>out</c> and not as return values: copies of 40-byte structs would cost a third of the running time.
/// An <c>out</c> result may be the same variable as an operand.
/// </remarks>
internal partial struct FieldElement
{
    private const int LimbBits = 51;
    private const ulong LimbMask = (1UL << LimbBits) - 1;

    // 4p, limb by limb: added before a subtraction, it keeps every limb of the difference positive.
    private const ulong FourP0 = 4 * (LimbMask - 18);
    private const ulong FourPn = 4 * LimbMask;

    internal ulong L0;
    internal ulong L1;
    internal ulong L2;
    internal ulong L3;
    internal ulong L4;

    internal static FieldElement Zero => default;

    internal static FieldElement One => FromSmall(1);

    internal static FieldElement FromSmall(uint value) => new() { L0 = value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(out FieldElement r, in FieldElement a, in FieldElement b)
    {
        r.L0 = a.L0 + b.L0;
        r.L1 = a.L1 + b.L1;
        r.L2 = a.L2 + b.L2;
        r.L3 = a.L3 + b.L3;
        r.L4 = a.L4 + b.L4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Subtract(out FieldElement r, in FieldElement a, in FieldElement b) =>
        Carry(out r, a.L0 + FourP0 - b.L0, a.L1 + FourPn - b.L1, a.L2 + FourPn - b.L2, a.L3 + FourPn - b.L3, a.L4 + FourPn - b.L4);

    internal static void Negate(out FieldElement r, in FieldElement a) => Subtract(out r, Zero, a);

    /// <summary>Exchanges a and b if <paramref name="swap"/> is 1, leaves them if it is 0, in the same time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ConditionalSwap(ref FieldElement a, ref FieldElement b, ulong swap)
    {
        ulong mask = 0 - swap;
        ulong t0 = mask & (a.L0 ^ b.L0), t1 = mask & (a.L1 ^ b.L1), t2 = mask & (a.L2 ^ b.L2);
        ulong t3 = mask & (a.L3 ^ b.L3), t4 = mask & (a.L4 ^ b.L4);
        a.L0 ^= t0;
        a.L1 ^= t1;
        a.L2 ^= t2;
        a.L3 ^= t3;
        a.L4 ^= t4;
        b.L0 ^= t0;
        b.L1 ^= t1;
        b.L2 ^= t2;
        b.L3 ^= t3;
        b.L4 ^= t4;
    }

    /// <summary>
    /// Every limb keeps its low 51 bits and takes its lower neighbour's excess; the top one's wraps around times 19 (2^255 = 19).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(out FieldElement r, ulong l0, ulong l1, ulong l2, ulong l3, ulong l4)
    {
        r.L0 = (l0 & LimbMask) + 19 * (l4 >> LimbBits);
        r.L1 = (l1 & LimbMask) + (l0 >> LimbBits);
        r.L2 = (l2 & LimbMask) + (l1 >> LimbBits);
        r.L3 = (l3 & LimbMask) + (l2 >> LimbBits);
        r.L4 = (l4 & LimbMask) + (l3 >> LimbBits);
    }
}
