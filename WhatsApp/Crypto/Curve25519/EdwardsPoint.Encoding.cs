using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

internal partial struct EdwardsPoint
{
    private const byte SignBit = 0x80;

    /// <summary>RFC 8032, 5.1.2: y, with the lowest bit of x in bit 255.</summary>
    internal readonly void Encode(Span<byte> destination)
    {
        Invert(out var inverse, Z);
        Multiply(out var x, X, inverse);
        Multiply(out var y, Y, inverse);
        EncodeAffine(destination, x, y);
    }

    /// <summary>The same for a point with Z = 1, as decoding returns them: no inversion.</summary>
    internal readonly void EncodeAffine(Span<byte> destination) => EncodeAffine(destination, X, Y);

    /// <summary>RFC 8032, 5.1.3. False if no point has this encoding or it isn't the point's only one. Public values only.</summary>
    internal static bool TryDecode(out EdwardsPoint r, ReadOnlySpan<byte> encoded)
    {
        bool negative = (encoded[EncodedLength - 1] & SignBit) != 0;
        Span<byte> yBytes = stackalloc byte[EncodedLength];
        encoded[..EncodedLength].CopyTo(yBytes);
        yBytes[EncodedLength - 1] &= 0x7F;

        r = Identity;
        if (!IsCanonical(yBytes))
            return false;
        Decode(out r.Y, yBytes);

        // x² = (y² - 1) / (d·y² + 1)
        Square(out var y2, r.Y);
        Subtract(out var u, y2, One);
        Multiply(out var v, y2, Constants.D);
        Add(out v, v, One);
        if (!TrySquareRootOfRatio(out r.X, u, v))
            return false;
        if (negative && r.X.IsZero)
            return false;
        if (negative)
            Negate(out r.X, r.X);
        Multiply(out r.T, r.X, r.Y);
        return true;
    }

    /// <summary>
    /// The point of the Montgomery u-coordinate whose x has the given sign: y = (u - 1)/(u + 1), RFC 7748, 4.1. False if u is on the
    /// curve's twist, not canonical, or -1, which has no y. Public values only.
    /// </summary>
    internal static bool TryFromMontgomery(out EdwardsPoint r, ReadOnlySpan<byte> u, bool negative)
    {
        r = Identity;
        if (!IsCanonical(u))
            return false;
        Decode(out var montgomery, u);
        Add(out var denominator, montgomery, One);
        if (denominator.IsZero)
            return false;
        Subtract(out var y, montgomery, One);
        Invert(out var inverse, denominator);
        Multiply(out y, y, inverse);

        Span<byte> encoded = stackalloc byte[EncodedLength];
        y.CopyTo(encoded);
        if (negative)
            encoded[EncodedLength - 1] |= SignBit;
        return TryDecode(out r, encoded);
    }

    /// <summary>The Montgomery u-coordinate, u = (1 + y)/(1 - y) (RFC 7748, 4.1): 0 for the identity, which has none.</summary>
    internal readonly void EncodeMontgomery(Span<byte> destination)
    {
        Subtract(out var denominator, Z, Y);
        Invert(out var inverse, denominator);
        Add(out var numerator, Z, Y);
        Multiply(out var u, numerator, inverse);
        u.CopyTo(destination);
    }

    private static void EncodeAffine(Span<byte> destination, in FieldElement x, in FieldElement y)
    {
        Span<byte> xBytes = stackalloc byte[EncodedLength];
        x.CopyTo(xBytes);
        y.CopyTo(destination);
        destination[EncodedLength - 1] |= (byte)((xBytes[0] & 1) << 7);
    }
}
