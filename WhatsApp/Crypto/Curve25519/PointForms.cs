using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>x = X/Z, y = Y/Z: all that a doubling needs.</summary>
internal struct ProjectivePoint
{
    internal FieldElement X;
    internal FieldElement Y;
    internal FieldElement Z;

    /// <summary>Hisil et al., section 3.3, with the signs of E, F, G and H all changed, which changes none of their products.</summary>
    internal readonly void Double(out CompletedPoint r)
    {
        Square(out var a, X);
        Square(out var b, Y);
        Square(out var c, Z);
        Add(out c, c, c);
        Add(out r.H, a, b);
        Add(out var e, X, Y);
        Square(out e, e);
        Subtract(out r.E, r.H, e);
        Subtract(out r.G, a, b);
        Add(out r.F, c, r.G);
    }
}

/// <summary>What a doubling or an addition ends in, one step before the coordinates: X = E·F, Y = G·H, Z = F·G, T = E·H.</summary>
/// <remarks>Most results are doubled again and need no T; leaving the last step to the caller saves that multiplication.</remarks>
internal struct CompletedPoint
{
    internal FieldElement E;
    internal FieldElement F;
    internal FieldElement G;
    internal FieldElement H;

    internal readonly void ToProjective(out ProjectivePoint r)
    {
        Multiply(out r.X, E, F);
        Multiply(out r.Y, G, H);
        Multiply(out r.Z, F, G);
    }

    internal readonly void ToExtended(out EdwardsPoint r)
    {
        Multiply(out r.X, E, F);
        Multiply(out r.Y, G, H);
        Multiply(out r.Z, F, G);
        Multiply(out r.T, E, H);
    }
}

/// <summary>A point as the addition formula wants its second operand.</summary>
internal struct CachedPoint
{
    internal FieldElement YPlusX;
    internal FieldElement YMinusX;
    internal FieldElement TwiceZ;
    internal FieldElement TwiceDT;
}

/// <summary>The same with Z = 1, for tables of precomputed points.</summary>
internal struct AffineCachedPoint
{
    internal FieldElement YPlusX;
    internal FieldElement YMinusX;
    internal FieldElement TwiceDT;

    internal static AffineCachedPoint Identity => new() { YPlusX = One, YMinusX = One };
}
