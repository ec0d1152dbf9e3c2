using System.Numerics;
using Wasilo.WhatsApp.Crypto.Curve25519;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;
using static Wasilo.WhatsApp.Tests.Support.BigIntegers;

namespace Wasilo.WhatsApp.Tests.Crypto.Curve25519;

public class FieldElementTests
{
    private const ulong Largest = (1UL << 54) - 1; // of the limbs that a multiplication promises to take

    [Fact]
    public void Arithmetic_agrees_with_big_integers()
    {
        var values = Samples();
        foreach (var a in values)
        {
            foreach (var b in values)
            {
                FieldElement.Multiply(out var product, Element(a), Element(b));
                Value(product).ShouldBe(a * b % P);
                FieldElement.Add(out var sum, Element(a), Element(b));
                Value(sum).ShouldBe((a + b) % P);
                FieldElement.Subtract(out var difference, Element(a), Element(b));
                Value(difference).ShouldBe((a - b).Modulo(P));
                FieldElement.Multiply(out var loose, sum, sum);
                Value(loose).ShouldBe((a + b) * (a + b) % P);
                FieldElement.Subtract(out var looseDifference, difference, sum);
                Value(looseDifference).ShouldBe((-2 * b).Modulo(P));
            }

            FieldElement.Square(out var square, Element(a));
            Value(square).ShouldBe(a * a % P);
            FieldElement.MultiplySmall(out var multiple, Element(a), 121665);
            Value(multiple).ShouldBe(a * 121665 % P);
            FieldElement.Invert(out var inverse, Element(a));
            Value(inverse).ShouldBe(BigInteger.ModPow(a, P - 2, P));
            FieldElement.PowerP58(out var power, Element(a));
            Value(power).ShouldBe(BigInteger.ModPow(a, (P - 5) / 8, P));
        }
    }

    [Fact]
    public void Multiplication_takes_every_limb_up_to_its_bound()
    {
        var random = new SeededRandomSource(54);
        for (int round = 0; round < 2_000; round++)
        {
            var a = Extreme(random);
            var b = Extreme(random);
            FieldElement.Multiply(out var product, a, b);
            Value(product).ShouldBe(LimbValue(a) * LimbValue(b) % P);
            ShouldBeReduced(product);
            FieldElement.Square(out var square, a);
            Value(square).ShouldBe(LimbValue(a) * LimbValue(a) % P);
            ShouldBeReduced(square);
            FieldElement.MultiplySmall(out var multiple, a, 121666);
            Value(multiple).ShouldBe(LimbValue(a) * 121666 % P);
            ShouldBeReduced(multiple);
        }
    }

    [Fact]
    public void A_result_may_be_the_same_variable_as_an_operand()
    {
        var a = Element(Samples()[^1]);
        FieldElement.Square(out var expected, a);
        FieldElement.Multiply(out a, a, a);
        Value(a).ShouldBe(Value(expected));
        FieldElement.Square(out expected, a);
        FieldElement.Square(out a, a);
        Value(a).ShouldBe(Value(expected));
    }

    [Fact]
    public void Swapping_depends_on_the_bit()
    {
        var a = Element(1);
        var b = Element(2);
        FieldElement.ConditionalSwap(ref a, ref b, 0);
        (Value(a), Value(b)).ShouldBe((1, 2));
        FieldElement.ConditionalSwap(ref a, ref b, 1);
        (Value(a), Value(b)).ShouldBe((2, 1));
    }

    [Fact]
    public void Only_values_below_p_are_canonical()
    {
        foreach (var canonical in new[] { 0, 1, P - 1 })
            FieldElement.IsCanonical(canonical.ToLittleEndian(32)).ShouldBeTrue();
        foreach (var other in new[] { P, P + 1, BigInteger.Pow(2, 255) - 1, BigInteger.Pow(2, 255), BigInteger.Pow(2, 256) - 1 })
            FieldElement.IsCanonical(other.ToLittleEndian(32)).ShouldBeFalse();
    }

    [Fact]
    public void A_root_is_found_exactly_for_squares()
    {
        foreach (var value in Samples().Where(value => value != 0))
        {
            bool isSquare = BigInteger.ModPow(value, (P - 1) / 2, P) == 1;
            FieldElement.TrySquareRootOfRatio(out var root, Element(value), Element(1)).ShouldBe(isSquare);
            if (isSquare)
                BigInteger.ModPow(Value(root), 2, P).ShouldBe(value);
            root.IsNegative.ShouldBeFalse();
        }
    }

    private static List<BigInteger> Samples()
    {
        List<BigInteger> values = [0, 1, 2, 18, 19, 20, P - 1, P - 2, P - 19, (P - 1) / 2, BigInteger.One << 254, (1L << 51) - 1];
        var random = new SeededRandomSource(25519);
        byte[] bytes = new byte[32];
        for (int i = 0; i < 60; i++)
        {
            random.Fill(bytes);
            values.Add(FromLittleEndian(bytes) % P);
        }

        return values;
    }

    private static FieldElement Extreme(SeededRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[40];
        random.Fill(bytes);
        return new FieldElement
        {
            L0 = Limb(bytes),
            L1 = Limb(bytes[8..]),
            L2 = Limb(bytes[16..]),
            L3 = Limb(bytes[24..]),
            L4 = Limb(bytes[32..]),
        };
    }

    // Three limbs of four are the largest or the smallest: overflows show at the borders.
    private static ulong Limb(ReadOnlySpan<byte> bytes) =>
        (bytes[7] & 3) switch { 0 => BitConverter.ToUInt64(bytes) & Largest, 1 => 0, _ => Largest };

    private static void ShouldBeReduced(in FieldElement a)
    {
        ulong bound = (1UL << 51) + (1UL << 18);
        new[] { a.L0, a.L1, a.L2, a.L3, a.L4 }.ShouldAllBe(limb => limb < bound);
    }

    private static BigInteger LimbValue(in FieldElement a) =>
        a.L0 + ((BigInteger)a.L1 << 51) + ((BigInteger)a.L2 << 102) + ((BigInteger)a.L3 << 153) + ((BigInteger)a.L4 << 204);

    private static FieldElement Element(BigInteger value)
    {
        FieldElement.Decode(out var element, value.ToLittleEndian(32));
        return element;
    }

    private static BigInteger Value(in FieldElement element)
    {
        Span<byte> bytes = stackalloc byte[32];
        element.CopyTo(bytes);
        return FromLittleEndian(bytes);
    }
}
