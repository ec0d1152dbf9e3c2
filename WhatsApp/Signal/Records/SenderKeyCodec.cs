using System.Runtime.InteropServices;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>
/// A record of sender keys: <c>version (1), states: id, own (0 or 1), signing key (own: pair of 64, else 32), chain; holders: number,
/// length, addresses</c>.
/// </summary>
internal static class SenderKeyCodec
{
    private const byte Version = 1;

    internal static byte[] Encode(SenderKeyRecord record)
    {
        using var writer = new RecordWriter();
        writer.Number(Version);
        writer.Number((uint)record.States.Length);
        foreach (var state in record.States)
            Write(writer, state);
        writer.Number((uint)record.Holders.Count);
        writer.Number((uint)record.Holders.Encoded.Length);
        writer.Bytes(record.Holders.Encoded.Span);
        return writer.ToArray();
    }

    /// <exception cref="Errors.CorruptRecordException">It isn't one.</exception>
    internal static SenderKeyRecord Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        reader.Version(Version);
        var states = new SenderKeyState[reader.Count(SignalLimits.SenderKeys)];
        for (int i = 0; i < states.Length; i++)
            states[i] = ReadState(ref reader);
        int holders = reader.Count(bytes.Length);
        var addresses = reader.Bytes(reader.Count(bytes.Length)).ToArray();
        reader.End();
        return new SenderKeyRecord(ImmutableCollectionsMarshal.AsImmutableArray(states), new HolderList(holders, addresses));
    }

    private static void Write(RecordWriter writer, SenderKeyState state)
    {
        writer.Number(state.Id);
        writer.Number(state.SigningPair is null ? 0u : 1u);
        if (state.SigningPair is null)
            writer.Bytes(state.SigningKey.Bytes);
        else
            SessionCodec.Write(writer, state.SigningPair);
        ChainCodec.Write(writer, state.Chain);
    }

    private static SenderKeyState ReadState(ref RecordReader reader)
    {
        uint id = reader.UInt32();
        if (reader.Count(1) == 0)
            return new SenderKeyState(id, reader.PublicKey(), SigningPair: null, ChainCodec.Read(ref reader));
        var pair = reader.KeyPair();
        return new SenderKeyState(id, pair.PublicKey, pair, ChainCodec.Read(ref reader));
    }
}
