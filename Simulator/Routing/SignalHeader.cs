using System.Buffers.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>What a server can see of a Signal message: which key of which chain it is encrypted with.</summary>
/// <param name="Chain">Names the chain: the start of its ratchet key, or the id of the sender key.</param>
/// <param name="Counter">The place of the key in the chain.</param>
/// <param name="Print">Differs where the ciphertext does: its message code, or the end of its last block.</param>
internal readonly record struct SignalHeader(ulong Chain, uint Counter, ulong Print)
{
    private const byte Version = 0x33;
    private const int MacLength = 8;
    private const int SignatureLength = 64;
    private const int RatchetKeyLength = 33;

    // A prekey message has the other message in its field 4.
    private const int InnerMessageField = 4;

    public static bool TryRead(string? type, ReadOnlySpan<byte> bytes, out SignalHeader header)
    {
        header = default;
        if (bytes.Length < 2 || bytes[0] != Version)
            return false;
        return type switch
        {
            "pkmsg" => TryReadInner(bytes[1..], out header),
            "msg" => TryReadMessage(bytes[1..], out header),
            "skmsg" => TryReadSenderKeyMessage(bytes[1..], out header),
            _ => false,
        };
    }

    private static bool TryReadInner(ReadOnlySpan<byte> body, out SignalHeader header)
    {
        header = default;
        var reader = new WireFields(body);
        while (reader.Next())
        {
            if (reader.Field == InnerMessageField)
                return TryRead("msg", reader.Bytes, out header);
        }

        return false;
    }

    private static bool TryReadMessage(ReadOnlySpan<byte> body, out SignalHeader header)
    {
        header = default;
        if (body.Length < MacLength)
            return false;
        var (chain, counter) = (0UL, 0UL);
        var reader = new WireFields(body[..^MacLength]);
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.Bytes.Length == RatchetKeyLength)
                chain = BinaryPrimitives.ReadUInt64LittleEndian(reader.Bytes[1..]);
            else if (reader.Field == 2)
                counter = reader.Number;
        }

        header = new SignalHeader(chain, (uint)counter, BinaryPrimitives.ReadUInt64LittleEndian(body[^MacLength..]));
        return chain != 0 && reader.IsWhole;
    }

    private static bool TryReadSenderKeyMessage(ReadOnlySpan<byte> body, out SignalHeader header)
    {
        header = default;
        if (body.Length < SignatureLength)
            return false;
        var (id, iteration, print) = (0UL, 0UL, 0UL);
        var reader = new WireFields(body[..^SignatureLength]);
        while (reader.Next())
        {
            if (reader.Field == 1)
                id = reader.Number;
            else if (reader.Field == 2)
                iteration = reader.Number;
            else if (reader.Field == 3 && reader.Bytes.Length >= sizeof(ulong))
                print = BinaryPrimitives.ReadUInt64LittleEndian(reader.Bytes[^sizeof(ulong)..]);
        }

        // Not the signature: it has chance in it, and differs for the same text.
        header = new SignalHeader(id, (uint)iteration, print);
        return print != 0 && reader.IsWhole;
    }
}
