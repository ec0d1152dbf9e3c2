using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>Writes a protobuf message field by field into a buffer of the right size. Numbers are written also when they are 0.</summary>
internal ref struct ProtoWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    /// <summary>Bytes of a number's field; tags here are all one byte.</summary>
    internal static int NumberLength(uint value) => 1 + Varint.Length(value);

    /// <summary>Bytes of a field of bytes.</summary>
    internal static int BytesLength(int length) => 1 + Varint.Length((uint)length) + length;

    internal int Written { get; private set; }

    internal void Byte(byte value) => _destination[Written++] = value;

    internal void UInt32(int field, uint value)
    {
        Byte((byte)(field << 3));
        Written += Varint.Write(_destination[Written..], value);
    }

    /// <summary>Begins a field of bytes; returns where its bytes go.</summary>
    internal Span<byte> Bytes(int field, int length)
    {
        Byte((byte)(field << 3 | 2));
        Written += Varint.Write(_destination[Written..], (uint)length);
        var bytes = _destination.Slice(Written, length);
        Written += length;
        return bytes;
    }

    internal void PublicKey(int field, in PublicKey key)
    {
        var bytes = Bytes(field, Crypto.PublicKey.TypedLength);
        bytes[0] = Crypto.PublicKey.Type;
        key.Bytes.CopyTo(bytes[1..]);
    }
}
