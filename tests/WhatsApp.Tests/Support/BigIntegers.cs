using System.Numerics;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>The two moduli of the curve and the little-endian form of integers, as the slow but obvious reference.</summary>
internal static class BigIntegers
{
    internal static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    internal static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    internal static BigInteger FromLittleEndian(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    internal static byte[] ToLittleEndian(this BigInteger value, int length)
    {
        byte[] bytes = new byte[length];
        value.TryWriteBytes(bytes, out _, isUnsigned: true).ShouldBeTrue();
        return bytes;
    }

    internal static BigInteger Modulo(this BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;
}
