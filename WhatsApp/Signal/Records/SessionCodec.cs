using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wasilo.WhatsApp.Crypto;

namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>
/// A session in a record: <c>base key (32), remote identity (32), remote registration id, root (32), ratchet pair (64), sending chain,
/// previous counter, pending (0: none; 1: signed prekey id; 2: signed and one-time prekey id), receiving chains: ratchet key (32),
/// chain</c>.
/// </summary>
internal static class SessionCodec
{
    private const int NotPending = 0;
    private const int PendingWithoutPreKey = 1;
    private const int PendingWithPreKey = 2;

    internal static void Write(RecordWriter writer, Session session)
    {
        writer.Bytes(session.BaseKey.Bytes);
        writer.Bytes(session.RemoteIdentity.Bytes);
        writer.Number(session.RemoteRegistrationId);
        var root = session.Root;
        writer.Bytes(root);
        Write(writer, session.Ratchet);
        ChainCodec.Write(writer, session.Sending);
        writer.Number(session.PreviousCounter);
        Write(writer, session.Pending);
        writer.Number((uint)session.Receiving.Length);
        foreach (var receiving in session.Receiving)
        {
            writer.Bytes(receiving.RatchetKey.Bytes);
            ChainCodec.Write(writer, receiving.Chain);
        }
    }

    internal static byte[] Encode(Session session)
    {
        using var writer = new RecordWriter();
        Write(writer, session);
        return writer.ToArray();
    }

    /// <exception cref="Errors.CorruptRecordException">It isn't one.</exception>
    internal static Session Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        var session = Read(ref reader);
        reader.End();
        return session;
    }

    internal static Session Read(ref RecordReader reader) =>
        new()
        {
            BaseKey = reader.PublicKey(),
            RemoteIdentity = reader.PublicKey(),
            RemoteRegistrationId = reader.UInt32(),
            Root = reader.Key(),
            Ratchet = reader.KeyPair(),
            Sending = ChainCodec.Read(ref reader),
            PreviousCounter = reader.UInt32(),
            Pending = ReadPending(ref reader),
            Receiving = ReadReceiving(ref reader),
        };

    internal static void Write(RecordWriter writer, KeyPair pair)
    {
        Span<byte> privateKey = stackalloc byte[KeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(privateKey);
        writer.Bytes(privateKey);
        privateKey.Clear();
        writer.Bytes(pair.PublicKey.Bytes);
    }

    private static void Write(RecordWriter writer, Session.PendingPreKey? pending)
    {
        writer.Number(pending is null ? NotPending : pending.Value.PreKeyId is null ? PendingWithoutPreKey : (uint)PendingWithPreKey);
        if (pending is not { } ids)
            return;
        writer.Number(ids.SignedPreKeyId);
        if (ids.PreKeyId is { } preKeyId)
            writer.Number(preKeyId);
    }

    private static Session.PendingPreKey? ReadPending(ref RecordReader reader)
    {
        int kind = reader.Count(PendingWithPreKey);
        if (kind == NotPending)
            return null;
        uint signedPreKeyId = reader.UInt32();
        return new Session.PendingPreKey(kind == PendingWithPreKey ? reader.UInt32() : null, signedPreKeyId);
    }

    private static ImmutableArray<Session.ReceivingChain> ReadReceiving(ref RecordReader reader)
    {
        var chains = new Session.ReceivingChain[reader.Count(SignalLimits.ReceivingChains)];
        for (int i = 0; i < chains.Length; i++)
            chains[i] = new Session.ReceivingChain(reader.PublicKey(), ChainCodec.Read(ref reader));
        return ImmutableCollectionsMarshal.AsImmutableArray(chains);
    }
}
