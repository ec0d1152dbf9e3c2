using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Orleans.Serialization;

/// <summary>The primitives of the wire format; <see cref="ByteReader"/> reads them.</summary>
internal static class ByteWriterExtensions
{
    private const int MaxVarIntLength = 10;

    public static void WriteByte(this IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public static void WriteBool(this IBufferWriter<byte> output, bool value) => output.WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>7 bits a byte, the lowest first; the top bit says that more follow.</summary>
    public static void WriteVarUInt64(this IBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(MaxVarIntLength);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }

    public static void WriteVarUInt32(this IBufferWriter<byte> output, uint value) => output.WriteVarUInt64(value);

    /// <summary>Zigzag: small numbers of either sign are short.</summary>
    public static void WriteVarInt64(this IBufferWriter<byte> output, long value) =>
        output.WriteVarUInt64((ulong)((value << 1) ^ (value >> 63)));

    public static void WriteFixed32(this IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }

    public static void WriteFixed64(this IBufferWriter<byte> output, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(sizeof(ulong)), value);
        output.Advance(sizeof(ulong));
    }

    public static void WriteGuid(this IBufferWriter<byte> output, Guid value)
    {
        value.TryWriteBytes(output.GetSpan(16));
        output.Advance(16);
    }

    /// <summary>A length and the bytes.</summary>
    public static void WriteBytes(this IBufferWriter<byte> output, ReadOnlySpan<byte> value)
    {
        output.WriteVarUInt32((uint)value.Length);
        output.Write(value);
    }

    public static void WriteString(this IBufferWriter<byte> output, string value) => output.WriteText(value, lengthOffset: 0);

    /// <summary>As <see cref="WriteString"/>, with room for null.</summary>
    public static void WriteOptionalString(this IBufferWriter<byte> output, string? value)
    {
        if (value is null) output.WriteByte(0);
        else output.WriteText(value, lengthOffset: 1);
    }

    private static void WriteText(this IBufferWriter<byte> output, string value, uint lengthOffset)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        output.WriteVarUInt32((uint)length + lengthOffset);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }
}
