using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Messages;

/// <summary>The fields of a protobuf message one after another, as they lie in its bytes: for what looks at the bytes themselves.</summary>
internal ref struct WireFields(ReadOnlySpan<byte> bytes)
{
    internal const int Varint = 0;
    internal const int Fixed64 = 1;
    internal const int Delimited = 2;
    internal const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The field's number.</summary>
    internal int Number { get; private set; }

    /// <summary>How its value is written: one of the constants above. Groups, which nobody writes any more, are refused.</summary>
    internal int WireType { get; private set; }

    /// <summary>Tag, length and value.</summary>
    internal ReadOnlySpan<byte> Whole { get; private set; }

    /// <summary>The value alone.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next field; false if there is none.</summary>
    /// <exception cref="MalformedMessageException">What follows is no field.</exception>
    internal bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var start = _rest;
        ulong tag = ReadVarint();
        (Number, WireType) = ((int)Math.Min(tag >> 3, int.MaxValue), (int)(tag & 7));
        if (Number == 0 || tag > uint.MaxValue)
            throw Malformed();
        int length = WireType switch
        {
            Varint => VarintLength(),
            Fixed64 => sizeof(ulong),
            Delimited => (int)Math.Min(ReadVarint(), int.MaxValue),
            Fixed32 => sizeof(uint),
            _ => throw Malformed(),
        };
        if (length > _rest.Length)
            throw Malformed();
        Value = _rest[..length];
        _rest = _rest[length..];
        Whole = start[..^_rest.Length];
        return true;
    }

    private static MalformedMessageException Malformed() => new("Bytes that should be a message aren't one.");

    private readonly int VarintLength()
    {
        for (int i = 0; i < Math.Min(_rest.Length, 10); i++)
        {
            if (_rest[i] < 0x80)
                return i + 1;
        }

        throw Malformed();
    }

    private ulong ReadVarint()
    {
        int length = VarintLength();
        ulong value = 0;
        for (int i = 0; i < length; i++)
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
        _rest = _rest[length..];
        return value;
    }
}
