using System.Numerics;
using Wasilo.WhatsApp.Crypto.Curve25519;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;
using static Wasilo.WhatsApp.Tests.Support.BigIntegers;

namespace Wasilo.WhatsApp.Tests.Crypto.Curve25519;

public class EdwardsPointTests
{
    [Fact] // RFC 8032, 5.1: y = 4/5, and x is even
    public void The_base_point_has_the_published_encoding() =>
        Encoded(EdwardsPoint.BasePoint).ShouldBe("5866666666666666666666666666666666666666666666666666666666666666");

    [Fact]
    public void The_base_point_has_order_L()
    {
        Encoded(Multiple(L)).ShouldBe(Encoded(EdwardsPoint.Identity));
        Encoded(Multiple(L + 1)).ShouldBe(Encoded(EdwardsPoint.BasePoint));
        Encoded(Multiple(L - 1)).ShouldBe(Encoded(EdwardsPoint.BasePoint.Negated));
    }

    [Fact]
    public void The_table_agrees_with_adding_up_one_by_one()
    {
        var sum = EdwardsPoint.Identity;
        var step = EdwardsPoint.BasePoint.Cached;
        for (int k = 0; k < 600; k++)
        {
            Encoded(Multiple(k)).ShouldBe(Encoded(sum), $"{k}·B");
            sum = sum.Plus(step);
        }
    }

    [Fact]
    public void The_table_agrees_with_double_and_add_at_every_place()
    {
        var power = EdwardsPoint.BasePoint;
        for (int i = 0; i < 255; i++)
        {
            Encoded(Multiple(BigInteger.One << i)).ShouldBe(Encoded(power), $"2^{i}·B");
            power = power.Doubled;
        }

        Encoded(Multiple((BigInteger.One << 255) - 1)).ShouldBe(Encoded(power.Plus(EdwardsPoint.BasePoint.Negated.Cached)));
    }

    [Fact]
    public void Two_scalars_at_once_agree_with_the_table()
    {
        var random = new SeededRandomSource(3);
        Span<byte> bytes = stackalloc byte[64];
        for (int i = 0; i < 200; i++)
        {
            random.Fill(bytes);
            var a = FromLittleEndian(bytes[..32]) % L;
            var b = i switch { 0 => 0, 1 => L - 1, _ => FromLittleEndian(bytes[32..]) % L };
            var factor = new BigInteger(i + 2);

            DoubleScalar.Multiply(out var point, Reduced(a), Multiple(factor), Reduced(b));

            Encoded(point).ShouldBe(Encoded(Multiple((a * factor + b) % L)));
        }
    }

    [Fact]
    public void Two_scalars_of_zero_give_the_identity()
    {
        DoubleScalar.Multiply(out var point, Reduced(0), EdwardsPoint.BasePoint, Reduced(0));
        Encoded(point).ShouldBe(Encoded(EdwardsPoint.Identity));
    }

    [Fact]
    public void Decoding_undoes_encoding()
    {
        for (int k = 1; k < 100; k++)
        {
            string encoded = Encoded(Multiple(k));
            EdwardsPoint.TryDecode(out var point, Convert.FromHexString(encoded)).ShouldBeTrue();
            Encoded(point).ShouldBe(encoded);
            Encoded(point.Plus(EdwardsPoint.BasePoint.Cached)).ShouldBe(Encoded(Multiple(k + 1)), "T must be right too");
        }
    }

    [Theory]
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000", "no x has y = 2")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", "y = p + 1, not canonical")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080", "x = 0 has no negative")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "x = 0 has no negative")]
    public void What_is_no_encoding_of_a_point_is_refused(string encoded, string reason) =>
        EdwardsPoint.TryDecode(out _, Convert.FromHexString(encoded)).ShouldBeFalse(reason);

    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")]
    public void The_eight_points_of_small_order_are_recognised(string encoded)
    {
        EdwardsPoint.TryDecode(out var point, Convert.FromHexString(encoded)).ShouldBeTrue();
        point.HasSmallOrder.ShouldBeTrue();
        point.Plus(EdwardsPoint.BasePoint.Cached).HasSmallOrder.ShouldBeFalse();
    }

    private static EdwardsPoint Multiple(BigInteger k)
    {
        FixedBase.Multiply(out var point, k.ToLittleEndian(32));
        return point;
    }

    private static Scalar Reduced(BigInteger value) => Scalar.Reduce(value.ToLittleEndian(64));

    private static string Encoded(in EdwardsPoint point)
    {
        Span<byte> bytes = stackalloc byte[32];
        point.Encode(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
