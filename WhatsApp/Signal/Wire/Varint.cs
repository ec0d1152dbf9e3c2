using System.Numerics;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>Numbers as protobuf writes them: seven bits a byte, the lowest first, the highest bit set while more follow.</summary>
internal static class Varint
{
    private const int MaxLength = 10;

    internal static int Length(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    /// <summary>Returns how many bytes it wrote.</summary>
    internal static int Write(Span<byte> destination, ulong value)
    {
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            destination[length++] = (byte)(value | 0x80);
        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>False if it doesn't end, or not within the ten bytes that 64 bits take.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (int i = 0; i < source.Length && i < MaxLength; i++)
        {
            value |= (ulong)(source[i] & 0x7F) << (7 * i);
            if (source[i] < 0x80)
            {
                source = source[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
