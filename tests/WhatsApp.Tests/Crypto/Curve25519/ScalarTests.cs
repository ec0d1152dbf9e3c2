using System.Numerics;
using Wasilo.WhatsApp.Crypto.Curve25519;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;
using static Wasilo.WhatsApp.Tests.Support.BigIntegers;

namespace Wasilo.WhatsApp.Tests.Crypto.Curve25519;

public class ScalarTests
{
    private static readonly BigInteger Wide = BigInteger.Pow(2, 512);

    [Fact]
    public void Reduction_agrees_with_big_integers()
    {
        List<BigInteger> values = [0, 1, L - 1, L, L + 1, 2 * L, L * L, BigInteger.Pow(2, 256) - 1, BigInteger.Pow(2, 256), Wide - 1];
        values.AddRange(Random(500, 64, seed: 1));
        foreach (var value in values)
            Value(Scalar.Reduce(value.ToLittleEndian(64))).ShouldBe(value % L);
    }

    [Fact]
    public void Multiplication_and_addition_agree_with_big_integers()
    {
        var a = Random(300, 32, seed: 2).Select(value => value % L).Concat([0, 1, L - 1]).ToList();
        var b = Random(300, 32, seed: 3).Concat([BigInteger.Pow(2, 256) - 1, BigInteger.Pow(2, 255) - 8, L - 1]).ToList();
        var c = Random(300, 32, seed: 4).Select(value => value % L).Concat([L - 1, 0, L - 1]).ToList();
        for (int i = 0; i < a.Count; i++)
        {
            var result = Scalar.MultiplyAdd(Reduced(a[i]), b[i].ToLittleEndian(32), Reduced(c[i]));
            Value(result).ShouldBe((a[i] * b[i] + c[i]) % L);
        }
    }

    [Fact]
    public void Only_values_below_the_order_are_canonical()
    {
        foreach (var value in new[] { 0, 1, L - 1 })
        {
            Scalar.TryDecodeCanonical(out var scalar, value.ToLittleEndian(32)).ShouldBeTrue();
            Value(scalar).ShouldBe(value);
        }

        foreach (var value in new[] { L, L + 1, 2 * L, BigInteger.Pow(2, 255), BigInteger.Pow(2, 256) - 1 })
            Scalar.TryDecodeCanonical(out _, value.ToLittleEndian(32)).ShouldBeFalse();
    }

    private static IEnumerable<BigInteger> Random(int count, int length, ulong seed)
    {
        var random = new SeededRandomSource(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < count; i++)
        {
            random.Fill(bytes);
            yield return FromLittleEndian(bytes);
        }
    }

    private static Scalar Reduced(BigInteger value) => Scalar.Reduce(value.ToLittleEndian(64));

    private static BigInteger Value(Scalar scalar)
    {
        Span<byte> bytes = stackalloc byte[Scalar.Length];
        scalar.CopyTo(bytes);
        return FromLittleEndian(bytes);
    }
}
