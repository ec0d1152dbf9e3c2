using System.Buffers;

namespace Orleans.Serialization;

/// <summary>
/// How a collection compares its keys, as one byte: comparers other than these can't be sent, for nobody could make them again.
/// </summary>
/// <param name="default">The comparer that the key type has by itself.</param>
internal sealed class ComparerKind(object @default)
{
    private static readonly StringComparer[] WellKnown = [StringComparer.Ordinal, StringComparer.OrdinalIgnoreCase];

    public void Write(IBufferWriter<byte> output, object? comparer)
    {
        if (comparer is null || comparer.Equals(@default))
        {
            output.WriteByte(0);
            return;
        }

        var index = Array.IndexOf(WellKnown, comparer);
        if (index < 0)
        {
            throw new CodecNotFoundException(
                $"A collection with the comparer {comparer.GetType()} can't be sent. "
                + "Use the key's own, StringComparer.Ordinal or StringComparer.OrdinalIgnoreCase.");
        }

        output.WriteByte((byte)(index + 1));
    }

    public static object? Read(ref ByteReader input)
    {
        var kind = input.ReadByte();
        if (kind == 0) return null;
        return kind <= WellKnown.Length ? WellKnown[kind - 1] : throw new SerializerException($"{kind} is not a comparer.");
    }
}
