using Wasilo.WhatsApp.Signal.Records;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Signal;

/// <summary>
/// Who holds our sender key. Kept as it is stored, because a group has up to a thousand members with several devices each, and most
/// messages to it only carry the list along.
/// </summary>
internal sealed class HolderList(int count, ReadOnlyMemory<byte> encoded)
{
    internal static readonly HolderList Empty = new(0, default);

    internal int Count => count;

    internal ReadOnlyMemory<byte> Encoded => encoded;

    /// <exception cref="Errors.CorruptRecordException">The stored list can't be read.</exception>
    internal HashSet<SignalAddress> ToSet()
    {
        var set = new HashSet<SignalAddress>(count);
        var reader = new RecordReader(encoded);
        for (int i = 0; i < count; i++)
            set.Add(AddressCodec.Read(ref reader));
        reader.End();
        return set;
    }

    internal HolderList With(IEnumerable<SignalAddress> holders)
    {
        var all = ToSet();
        using var writer = new RecordWriter();
        writer.Bytes(encoded.Span);
        foreach (var holder in holders)
        {
            if (all.Add(holder))
                AddressCodec.Write(writer, holder);
        }

        return all.Count == count ? this : new HolderList(all.Count, writer.ToArray());
    }
}
