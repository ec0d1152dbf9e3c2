using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Signal.Wire;

/// <summary>
/// Reads a protobuf message field by field, without copies. By hand, because Signal's messages are four fields each and every message
/// that is sent or received has one.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> source)
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int BytesType = 2;
    private const int Fixed32Type = 5;

    private ReadOnlySpan<byte> _rest = source;
    private int _type;

    /// <summary>Goes to the next field; false at the end.</summary>
    internal bool Next(out uint field)
    {
        field = 0;
        if (_rest.IsEmpty)
            return false;
        ulong tag = Varint();
        _type = (int)(tag & 7);
        field = tag >> 3 is > 0 and <= 0x1FFFFFFF ? (uint)(tag >> 3) : throw Malformed();
        return true;
    }

    /// <summary>A number's low 32 bits, as every implementation takes them.</summary>
    internal uint UInt32() => _type == VarintType ? (uint)Varint() : throw Malformed();

    /// <summary>How many bytes follow the field that was read last.</summary>
    internal readonly int Left => _rest.Length;

    internal ReadOnlySpan<byte> Bytes()
    {
        if (_type != BytesType)
            throw Malformed();
        ulong length = Varint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw Malformed();
    }

    internal PublicKey PublicKey()
    {
        try
        {
            return Crypto.PublicKey.FromTyped(Bytes());
        }
        catch (InvalidKeyException e)
        {
            throw new SignalKeyException("A key in a message isn't one.", e);
        }
    }

    /// <summary>Passes a field that isn't known.</summary>
    internal void Skip()
    {
        switch (_type)
        {
            case VarintType:
                Varint();
                break;
            case Fixed64Type:
                Take(sizeof(ulong));
                break;
            case BytesType:
                Bytes();
                break;
            case Fixed32Type:
                Take(sizeof(uint));
                break;
            default:
                throw Malformed(); // groups went out of use before Signal's messages came into it
        }
    }

    private ulong Varint() => Wire.Varint.TryRead(ref _rest, out ulong value) ? value : throw Malformed();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw Malformed();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static MalformedSignalMessageException Malformed() => new("A Signal message isn't formed as protobuf.");
}
