using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>Reads a record. What can't have been written is a corrupt record.</summary>
internal ref struct RecordReader(ReadOnlyMemory<byte> record)
{
    private int _position;

    internal static CorruptRecordException Corrupt(string what) =>
        new($"A stored Signal record can't be read: {what}. Restore the store, or drop the record to begin anew with its peer.");

    /// <summary>Reads the version that every record begins with, after a check of its length.</summary>
    internal void Version(byte known)
    {
        if (record.Length is 0 or > SignalLimits.RecordLength)
            throw Corrupt($"it has {record.Length} bytes");
        if (Number() is var version && version != known)
            throw Corrupt($"it is of version {version}, and only {known} is known");
    }

    internal ulong Number()
    {
        var rest = record.Span[_position..];
        int left = rest.Length;
        if (!Varint.TryRead(ref rest, out ulong value))
            throw Corrupt("a number doesn't end");
        _position += left - rest.Length;
        return value;
    }

    internal uint UInt32() => Number() is <= uint.MaxValue and var value ? (uint)value : throw Corrupt("a number is too large");

    internal int Count(int limit) => Number() is var count && count <= (ulong)limit ? (int)count : throw Corrupt("it has too many parts");

    internal ReadOnlyMemory<byte> Bytes(int count)
    {
        if (count > record.Length - _position)
            throw Corrupt("it ends too early");
        _position += count;
        return record.Slice(_position - count, count);
    }

    internal Key32 Key() => Key32.From(Bytes(Key32.Length).Span);

    internal PublicKey PublicKey() => Crypto.PublicKey.FromRaw(Bytes(Crypto.PublicKey.Length).Span);

    internal KeyPair KeyPair()
    {
        var privateKey = Bytes(Crypto.KeyPair.PrivateKeyLength);
        return Crypto.KeyPair.FromHalves(privateKey.Span, PublicKey());
    }

    internal readonly void End()
    {
        if (_position != record.Length)
            throw Corrupt("it goes on behind its end");
    }
}
