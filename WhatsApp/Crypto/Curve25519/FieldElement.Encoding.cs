using System.Buffers.Binary;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

internal partial struct FieldElement
{
    internal const int EncodedLength = 32;

    /// <summary>The lowest bit of the value: RFC 8032 calls a field element with it set negative.</summary>
    internal readonly bool IsNegative
    {
        get
        {
            Span<byte> bytes = stackalloc byte[EncodedLength];
            CopyTo(bytes);
            return (bytes[0] & 1) != 0;
        }
    }

    internal readonly bool IsZero => Equals(Zero);

    /// <summary>
    /// Reads 255 bits, little-endian. Bit 255 is ignored and a value of p or more is taken modulo p, as RFC 7748, 5 demands.
    /// </summary>
    internal static void Decode(out FieldElement r, ReadOnlySpan<byte> bytes)
    {
        ulong w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        ulong w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        ulong w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        r.L0 = w0 & LimbMask;
        r.L1 = (w0 >> 51 | w1 << 13) & LimbMask;
        r.L2 = (w1 >> 38 | w2 << 26) & LimbMask;
        r.L3 = (w2 >> 25 | w3 << 39) & LimbMask;
        r.L4 = w3 >> 12 & LimbMask;
    }

    /// <summary>True if the 32 bytes are the only encoding of their value: bit 255 clear and below p. Public values only.</summary>
    internal static bool IsCanonical(ReadOnlySpan<byte> bytes)
    {
        Decode(out var value, bytes);
        Span<byte> again = stackalloc byte[EncodedLength];
        value.CopyTo(again);
        return again.SequenceEqual(bytes);
    }

    /// <summary>Writes the value fully reduced, little-endian.</summary>
    internal readonly void CopyTo(Span<byte> destination)
    {
        // Twice: the first pass may leave one bit of excess in a limb.
        Carry(out var t, L0, L1, L2, L3, L4);
        Carry(out t, t.L0, t.L1, t.L2, t.L3, t.L4);

        // The value is now below 2p. It is at least p exactly if adding 19 reaches bit 255; then p is taken off, that is 19 added and
        // bit 255 dropped.
        ulong q = (t.L0 + 19) >> LimbBits;
        q = (t.L1 + q) >> LimbBits;
        q = (t.L2 + q) >> LimbBits;
        q = (t.L3 + q) >> LimbBits;
        q = (t.L4 + q) >> LimbBits;

        ulong l0 = t.L0 + 19 * q;
        ulong l1 = t.L1 + (l0 >> LimbBits);
        ulong l2 = t.L2 + (l1 >> LimbBits);
        ulong l3 = t.L3 + (l2 >> LimbBits);
        ulong l4 = t.L4 + (l3 >> LimbBits);
        l0 &= LimbMask;
        l1 &= LimbMask;
        l2 &= LimbMask;
        l3 &= LimbMask;
        l4 &= LimbMask;

        BinaryPrimitives.WriteUInt64LittleEndian(destination, l0 | l1 << 51);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], l1 >> 13 | l2 << 38);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], l2 >> 26 | l3 << 25);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], l3 >> 39 | l4 << 12);
    }

    /// <summary>Compares values, not limbs. Public values only: it stops at the first difference.</summary>
    internal readonly bool Equals(in FieldElement other)
    {
        Span<byte> mine = stackalloc byte[EncodedLength];
        Span<byte> theirs = stackalloc byte[EncodedLength];
        CopyTo(mine);
        other.CopyTo(theirs);
        return mine.SequenceEqual(theirs);
    }
}
