using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>
/// An integer modulo L, the prime order of the base point: L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032, 5.1).
/// </summary>
/// <remarks>
/// Multiplication is Montgomery's (1985), with R = 2^256 and four limbs of 64 bits. Constant time except where a method says otherwise.
/// </remarks>
internal readonly struct Scalar
{
    internal const int Length = 32;
    internal const int WideLength = 64;

    private const ulong L0 = 0x5812631a5cf5d3ed;
    private const ulong L1 = 0x14def9dea2f79cd6;
    private const ulong L2 = 0;
    private const ulong L3 = 0x1000000000000000;
    private const ulong MinusInverseOfL = 0xd2b51da312547e1b; // -1/L mod 2^64

    // R² mod L: a Montgomery product with it turns x into x·R.
    private static readonly Scalar RSquared = new(0xa40611e3449c0f01, 0xd00e1ba768859347, 0xceec73d217f5be65, 0x0399411b7c309a3d);

    private readonly ulong _w0;
    private readonly ulong _w1;
    private readonly ulong _w2;
    private readonly ulong _w3;

    private Scalar(ulong w0, ulong w1, ulong w2, ulong w3)
    {
        _w0 = w0;
        _w1 = w1;
        _w2 = w2;
        _w3 = w3;
    }

    /// <summary>False unless the 32 bytes, little-endian, are below L. For public values: a signature's S (RFC 8032, 5.1.7).</summary>
    internal static bool TryDecodeCanonical(out Scalar r, ReadOnlySpan<byte> bytes)
    {
        r = Load(bytes);
        SubtractL(r, out ulong borrow);
        return borrow == 1;
    }

    /// <summary>64 bytes, little-endian, modulo L.</summary>
    internal static Scalar Reduce(ReadOnlySpan<byte> wide)
    {
        // high·R + low; high·R is the Montgomery product of high and R².
        var low = MontgomeryMultiply(MontgomeryMultiply(Load(wide), RSquared), new Scalar(1, 0, 0, 0));
        var high = MontgomeryMultiply(Load(wide[Length..]), RSquared);
        return Add(low, high);
    }

    /// <summary>a·b + c modulo L, where a is reduced and <paramref name="b"/> is any 32 bytes, little-endian.</summary>
    internal static Scalar MultiplyAdd(in Scalar a, ReadOnlySpan<byte> b, in Scalar c)
    {
        var product = MontgomeryMultiply(MontgomeryMultiply(Load(b), a), RSquared);
        return Add(product, c);
    }

    internal void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, _w0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], _w1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], _w2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], _w3);
    }

    private static Scalar Load(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));

    /// <summary>Both below L, so the sum is below 2^254 and loses nothing.</summary>
    private static Scalar Add(in Scalar a, in Scalar b)
    {
        ulong carry = 0;
        var sum = new Scalar(
            AddWithCarry(a._w0, b._w0, ref carry),
            AddWithCarry(a._w1, b._w1, ref carry),
            AddWithCarry(a._w2, b._w2, ref carry),
            AddWithCarry(a._w3, b._w3, ref carry));
        return SubtractLIfNotBelow(sum);
    }

    /// <summary>a·b/R modulo L, fully reduced. One of the two may be any 256-bit number if the other is below L.</summary>
    private static Scalar MontgomeryMultiply(in Scalar a, in Scalar b)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        MontgomeryStep(ref t0, ref t1, ref t2, ref t3, ref t4, a._w0, b);
        MontgomeryStep(ref t0, ref t1, ref t2, ref t3, ref t4, a._w1, b);
        MontgomeryStep(ref t0, ref t1, ref t2, ref t3, ref t4, a._w2, b);
        MontgomeryStep(ref t0, ref t1, ref t2, ref t3, ref t4, a._w3, b);
        return SubtractLIfNotBelow(new Scalar(t0, t1, t2, t3)); // (a·b + m·L)/R < 2L < 2^256: t4 is 0
    }

    /// <summary>t = (t + a·b + m·L) / 2^64, with the m that makes the division exact.</summary>
    private static void MontgomeryStep(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4, ulong a, in Scalar b)
    {
        ulong carry = 0;
        t0 = MultiplyAdd(a, b._w0, t0, ref carry);
        t1 = MultiplyAdd(a, b._w1, t1, ref carry);
        t2 = MultiplyAdd(a, b._w2, t2, ref carry);
        t3 = MultiplyAdd(a, b._w3, t3, ref carry);
        ulong t5 = 0;
        t4 = AddWithCarry(t4, carry, ref t5);

        ulong m = t0 * MinusInverseOfL;
        carry = 0;
        MultiplyAdd(m, L0, t0, ref carry);
        t0 = MultiplyAdd(m, L1, t1, ref carry);
        t1 = MultiplyAdd(m, L2, t2, ref carry);
        t2 = MultiplyAdd(m, L3, t3, ref carry);
        ulong top = 0;
        t3 = AddWithCarry(t4, carry, ref top);
        t4 = t5 + top;
    }

    private static Scalar SubtractLIfNotBelow(in Scalar a)
    {
        var difference = SubtractL(a, out ulong borrow);
        ulong keep = 0 - borrow;
        return new Scalar(
            Choose(keep, a._w0, difference._w0),
            Choose(keep, a._w1, difference._w1),
            Choose(keep, a._w2, difference._w2),
            Choose(keep, a._w3, difference._w3));
    }

    private static Scalar SubtractL(in Scalar a, out ulong borrow)
    {
        borrow = 0;
        return new Scalar(
            SubtractWithBorrow(a._w0, L0, ref borrow),
            SubtractWithBorrow(a._w1, L1, ref borrow),
            SubtractWithBorrow(a._w2, L2, ref borrow),
            SubtractWithBorrow(a._w3, L3, ref borrow));
    }

    private static ulong Choose(ulong mask, ulong ifOnes, ulong ifZero) => (mask & ifOnes) | (~mask & ifZero);

    /// <summary>The low half of a·b + c + carry; the high half becomes the carry. The sum can't overflow 128 bits.</summary>
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ref ulong carry)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        low += c;
        high += Bit(low < c);
        low += carry;
        high += Bit(low < carry);
        carry = high;
        return low;
    }

    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b;
        ulong overflow = Bit(sum < a);
        sum += carry;
        carry = overflow + Bit(sum < carry);
        return sum;
    }

    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        ulong difference = a - b;
        ulong underflow = Bit(a < b);
        ulong result = difference - borrow;
        borrow = underflow + Bit(difference < borrow);
        return result;
    }

    // A comparison as a number, without the branch that a conditional expression may become.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(bool condition) => Unsafe.BitCast<bool, byte>(condition);
}
