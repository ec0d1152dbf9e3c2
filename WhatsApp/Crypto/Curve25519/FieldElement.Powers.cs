namespace Wasilo.WhatsApp.Crypto.Curve25519;

/// <remarks>Exponents are constants, so the sequence of steps is too: these are as constant in time as a multiplication.</remarks>
internal partial struct FieldElement
{
    /// <summary>1/a, computed as a^(p-2) (Fermat); 0 for 0.</summary>
    internal static void Invert(out FieldElement r, in FieldElement a)
    {
        PowerTo250Ones(out var ones, out var a11, a);
        SquareTimes(out ones, ones, 5);
        Multiply(out r, ones, a11); // p - 2 = 2^255 - 21 = (2^250 - 1)·2^5 + 11
    }

    /// <summary>a^((p-5)/8) = a^(2^252 - 3), the power that square roots modulo p are made of.</summary>
    internal static void PowerP58(out FieldElement r, in FieldElement a)
    {
        PowerTo250Ones(out var ones, out _, a);
        SquareTimes(out ones, ones, 2);
        Multiply(out r, ones, a); // (2^250 - 1)·2^2 + 1
    }

    /// <summary>The square root of u/v that <see cref="IsNegative"/> calls positive. False if u/v has none.</summary>
    /// <remarks>
    /// RFC 8032, 5.1.3: the candidate is u·v^3·(u·v^7)^((p-5)/8), or that times sqrt(-1). Branches on its result: public values only.
    /// </remarks>
    internal static bool TrySquareRootOfRatio(out FieldElement r, in FieldElement u, in FieldElement v)
    {
        Square(out var v2, v);
        Multiply(out var v3, v2, v);
        Square(out var v6, v3);
        Multiply(out var v7, v6, v);
        Multiply(out var uv3, u, v3);
        Multiply(out var uv7, u, v7);
        PowerP58(out var power, uv7);
        Multiply(out r, uv3, power);

        Square(out var check, r);
        Multiply(out check, check, v);
        bool isRoot = check.Equals(u);
        if (!isRoot)
        {
            Negate(out var minusU, u);
            isRoot = check.Equals(minusU);
            Multiply(out r, r, Constants.SquareRootOfMinusOne);
        }

        if (r.IsNegative)
            Negate(out r, r);
        return isRoot;
    }

    private static void SquareTimes(out FieldElement r, in FieldElement a, int count)
    {
        Square(out r, a);
        for (int i = 1; i < count; i++)
            Square(out r, r);
    }

    /// <summary>a^(2^250 - 1) and a^11. Each name tells the exponent: <c>ones20</c> is a^(2^20 - 1), twenty one-bits.</summary>
    private static void PowerTo250Ones(out FieldElement ones250, out FieldElement a11, in FieldElement a)
    {
        Square(out var a2, a);
        SquareTimes(out var a8, a2, 2);
        Multiply(out var a9, a8, a);
        Multiply(out a11, a9, a2);
        Square(out var a22, a11);
        Multiply(out var ones5, a22, a9);
        Join(out var ones10, ones5, 5, ones5);
        Join(out var ones20, ones10, 10, ones10);
        Join(out var ones40, ones20, 20, ones20);
        Join(out var ones50, ones40, 10, ones10);
        Join(out var ones100, ones50, 50, ones50);
        Join(out var ones200, ones100, 100, ones100);
        Join(out ones250, ones200, 50, ones50);
    }

    private static void Join(out FieldElement r, in FieldElement high, int lowBits, in FieldElement low)
    {
        SquareTimes(out var shifted, high, lowBits);
        Multiply(out r, shifted, low);
    }
}
