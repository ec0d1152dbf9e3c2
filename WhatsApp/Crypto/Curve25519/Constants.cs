using static Wasilo.WhatsApp.Crypto.Curve25519.FieldElement;

namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <summary>
/// Constants of the curve -x² + y² = 1 + d·x²·y² (RFC 8032, 5.1), computed from their definitions: nothing here to mistype.
/// </summary>
internal static class Constants
{
    /// <summary>2^((p-1)/4), whose square is -1 because 2 has no square root modulo p. The exponent is 2·(p-5)/8 + 1.</summary>
    internal static readonly FieldElement SquareRootOfMinusOne = ComputeSquareRootOfMinusOne();

    /// <summary>d = -121665/121666.</summary>
    internal static readonly FieldElement D = ComputeD();

    /// <summary>2d, which is what the addition formula uses.</summary>
    internal static readonly FieldElement TwiceD = Sum(D, D);

    private static FieldElement ComputeSquareRootOfMinusOne()
    {
        PowerP58(out var r, FromSmall(2));
        Square(out r, r);
        Add(out r, r, r);
        return Reduced(r);
    }

    private static FieldElement ComputeD()
    {
        Invert(out var inverse, FromSmall(121666));
        Multiply(out var r, FromSmall(121665), inverse);
        Negate(out r, r);
        return r;
    }

    private static FieldElement Sum(in FieldElement a, in FieldElement b)
    {
        Add(out var r, a, b);
        return Reduced(r);
    }

    private static FieldElement Reduced(in FieldElement a)
    {
        Multiply(out var r, a, One);
        return r;
    }
}
