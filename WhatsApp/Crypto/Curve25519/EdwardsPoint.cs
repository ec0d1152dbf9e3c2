using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>A point of the twisted Edwards curve in extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z.</summary>
/// <remarks>Representations and formulas: Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008), for a = -1.</remarks>
internal partial struct EdwardsPoint
{
    internal FieldElement X;
    internal FieldElement Y;
    internal FieldElement Z;
    internal FieldElement T;

    internal static EdwardsPoint Identity => new() { Y = One, Z = One };

    /// <summary>The generator of RFC 8032, 5.1: y = 4/5, x even. Its u-coordinate on the Montgomery form is 9.</summary>
    internal static EdwardsPoint BasePoint { get; } = ComputeBasePoint();

    internal readonly ProjectivePoint Projective => new() { X = X, Y = Y, Z = Z };

    internal readonly CachedPoint Cached
    {
        get
        {
            CachedPoint r;
            Add(out r.YPlusX, Y, X);
            Subtract(out r.YMinusX, Y, X);
            Add(out r.TwiceZ, Z, Z);
            Multiply(out r.TwiceDT, T, Constants.TwiceD);
            return r;
        }
    }

    internal readonly EdwardsPoint Negated
    {
        get
        {
            var r = this;
            Negate(out r.X, X);
            Negate(out r.T, T);
            return r;
        }
    }

    internal readonly EdwardsPoint Doubled
    {
        get
        {
            Projective.Double(out var sum);
            sum.ToExtended(out var r);
            return r;
        }
    }

    internal readonly EdwardsPoint Plus(in CachedPoint other)
    {
        AddTo(out var sum, other);
        sum.ToExtended(out var r);
        return r;
    }

    /// <summary>True if 8·P is the identity: P is one of the eight points whose multiples say nothing about a secret.</summary>
    internal readonly bool HasSmallOrder
    {
        get
        {
            var eightfold = Doubled.Doubled.Doubled;
            return eightfold.X.IsZero && eightfold.Y.Equals(eightfold.Z);
        }
    }

    internal readonly void AddTo(out CompletedPoint r, in CachedPoint other)
    {
        Multiply(out var d, Z, other.TwiceZ);
        Combine(out r, other.YPlusX, other.YMinusX, other.TwiceDT, d);
    }

    /// <summary>The same for a point with Z = 1: one multiplication less.</summary>
    internal readonly void AddTo(out CompletedPoint r, in AffineCachedPoint other)
    {
        Add(out var d, Z, Z);
        Combine(out r, other.YPlusX, other.YMinusX, other.TwiceDT, d);
    }

    /// <summary>Adds the negative, which has y+x and y-x exchanged and the other sign of 2dT: that exchanges F and G.</summary>
    internal readonly void SubtractTo(out CompletedPoint r, in CachedPoint other)
    {
        Multiply(out var d, Z, other.TwiceZ);
        Combine(out r, other.YMinusX, other.YPlusX, other.TwiceDT, d);
        (r.F, r.G) = (r.G, r.F);
    }

    internal readonly void SubtractTo(out CompletedPoint r, in AffineCachedPoint other)
    {
        Add(out var d, Z, Z);
        Combine(out r, other.YMinusX, other.YPlusX, other.TwiceDT, d);
        (r.F, r.G) = (r.G, r.F);
    }

    /// <summary>Hisil et al., section 3.1: complete, that is without exceptional cases, doublings included.</summary>
    private readonly void Combine(
        out CompletedPoint r, in FieldElement yPlusX, in FieldElement yMinusX, in FieldElement twiceDT, in FieldElement d)
    {
        Subtract(out var a, Y, X);
        Multiply(out a, a, yMinusX);
        Add(out var b, Y, X);
        Multiply(out b, b, yPlusX);
        Multiply(out var c, T, twiceDT);
        Subtract(out r.E, b, a);
        Subtract(out r.F, d, c);
        Add(out r.G, d, c);
        Add(out r.H, b, a);
    }

    private static EdwardsPoint ComputeBasePoint()
    {
        Invert(out var y, FromSmall(5));
        Multiply(out y, y, FromSmall(4));
        Span<byte> encoded = stackalloc byte[EncodedLength];
        y.CopyTo(encoded);
        if (!TryDecode(out var r, encoded))
            throw new InvalidOperationException("The base point is not on the curve: the field arithmetic is broken on this machine.");
        return r;
    }
}
