using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Serialization;

/// <summary>
/// Reads what <see cref="ByteWriterExtensions"/> writes. Bytes are never trusted: every doubt is a <see cref="SerializerException"/>.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    public int Position { get; private set; }

    public readonly int Remaining => _data.Length - Position;

    /// <summary>A reader of the same data between two positions.</summary>
    public readonly ByteReader Between(int start, int end)
    {
        if (start < 0 || start > end || end > _data.Length) ThrowTruncated();
        return new ByteReader(_data[..end]) { Position = start };
    }

    public byte ReadByte()
    {
        if (Position >= _data.Length) ThrowTruncated();
        return _data[Position++];
    }

    public bool ReadBool() => ReadByte() switch
    {
        0 => false,
        1 => true,
        var other => throw new SerializerException($"A boolean is 0 or 1, not {other}."),
    };

    public ulong ReadVarUInt64()
    {
        var first = ReadByte();
        return first < 0x80 ? first : ReadLongVarUInt64(first);
    }

    public uint ReadVarUInt32()
    {
        var value = ReadVarUInt64();
        return value <= uint.MaxValue ? (uint)value : throw new SerializerException($"The number {value} exceeds 32 bits.");
    }

    public long ReadVarInt64()
    {
        var zigzag = ReadVarUInt64();
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadSpan(sizeof(uint)));

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadSpan(sizeof(ulong)));

    public Guid ReadGuid() => new(ReadSpan(16));

    /// <summary>The next bytes, not copied.</summary>
    public ReadOnlySpan<byte> ReadSpan(int length)
    {
        if ((uint)length > (uint)Remaining) ThrowTruncated();
        var result = _data.Slice(Position, length);
        Position += length;
        return result;
    }

    /// <summary>A length and its bytes, not copied.</summary>
    public ReadOnlySpan<byte> ReadBytes() => ReadSpan(ReadCount());

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    public string? ReadOptionalString()
    {
        var lengthPlusOne = ReadVarUInt32();
        return lengthPlusOne == 0 ? null : Encoding.UTF8.GetString(ReadSpan((int)(lengthPlusOne - 1)));
    }

    /// <summary>
    /// A number of things that take at least one byte each: nothing needs to be allocated for a count that the rest of the data can't hold.
    /// </summary>
    public int ReadCount()
    {
        var count = ReadVarUInt64();
        if (count > (ulong)Remaining) ThrowTruncated();
        return (int)count;
    }

    /// <summary>Steps over a payload whose type is not known.</summary>
    public void Skip(WireType type)
    {
        while (type == WireType.Optional)
        {
            var flag = ReadByte();
            if (flag == 0) return;
            type = flag <= 8 ? (WireType)(flag - 1) : throw new SerializerException($"{flag} is not a wire type.");
        }

        switch (type)
        {
            case WireType.VarInt: ReadVarUInt64(); break;
            case WireType.Fixed32: ReadSpan(4); break;
            case WireType.Fixed64: ReadSpan(8); break;
            case WireType.Fixed128: ReadSpan(16); break;
            case WireType.Bytes: ReadBytes(); break;
            case WireType.OptionalBytes: ReadOptionalBytes(); break;
            case WireType.Block: ReadSpan(ReadBlockLength()); break;
            default: throw new SerializerException($"{type} is not a wire type.");
        }
    }

    /// <summary>The length of a <see cref="WireType.Block"/>, known to be there.</summary>
    public int ReadBlockLength()
    {
        var length = ReadFixed32();
        if (length > (uint)Remaining) ThrowTruncated();
        return (int)length;
    }

    private void ReadOptionalBytes()
    {
        var lengthPlusOne = ReadVarUInt32();
        if (lengthPlusOne > 0) ReadSpan((int)(lengthPlusOne - 1));
    }

    private ulong ReadLongVarUInt64(byte first)
    {
        ulong result = first & 0x7Fu;
        for (var shift = 7; ; shift += 7)
        {
            var next = ReadByte();
            // The tenth byte has room for the 64th bit alone.
            if (shift == 63 && next > 1) throw new SerializerException("A number exceeds 64 bits.");
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return result;
        }
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowTruncated() => throw new SerializerException("The data ends before the value does.");
}
