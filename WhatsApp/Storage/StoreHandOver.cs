using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Wasilo.WhatsApp.Storage;

/// <summary>
/// A hand-over that keeps the engine's state in a store and messages in memory, no more of either than it must: enough where whoever reads
/// the events keeps the messages, or nobody does.
/// </summary>
public sealed class StoreHandOver(IEngineStore store) : IMessageHandOver
{
    /// <summary>Outgoing messages that are kept for those who can't decrypt them.</summary>
    public const int OutgoingKept = 512;

    /// <summary>Keys of messages received that are kept to know them again; what the server repeats, it repeats soon.</summary>
    internal const int KeysKept = 1024;

    private readonly Lock _lock = new();
    private readonly BoundedMap<UInt128, bool> _known = new(KeysKept);
    private readonly BoundedMap<string, OutgoingRecord> _outgoing = new(OutgoingKept);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<int>> TakeInboundAsync(InboundBatch batch, long epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Delta.IsEmpty)
            await store.CommitAsync(batch.Delta, epoch, CancellationToken.None);
        lock (_lock)
        {
            foreach (var settlement in batch.Settled)
                Settle(settlement);
            return Remember(batch.Items);
        }
    }

    /// <inheritdoc/>
    public async ValueTask TakeOutgoingAsync(OutgoingBatch batch, long epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Delta.IsEmpty)
            await store.CommitAsync(batch.Delta, epoch, CancellationToken.None);
        lock (_lock)
        {
            foreach (var message in batch.Messages)
                _outgoing.Set(message.Id, new OutgoingRecord(message, null));
        }
    }

    /// <inheritdoc/>
    public ValueTask<OutgoingRecord?> FindOutgoingAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
            return new(_outgoing.TryGet(id, out var record) ? record : null);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutgoingMessage>> LoadPendingAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return new([.. _outgoing.Values.Where(record => record.Settlement is null).Select(record => record.Message)]);
    }

    private void Settle(Settlement settlement)
    {
        if (!_outgoing.TryGet(settlement.Id, out var record) || record.IsSent)
            return;
        var message = record.Message with { Stanza = default };
        _outgoing.Replace(settlement.Id, new OutgoingRecord(message, settlement));
    }

    private IReadOnlySet<int> Remember(IReadOnlyList<InboundItem> items)
    {
        HashSet<int>? repeated = null;
        for (int place = 0; place < items.Count; place++)
        {
            if (items[place] is not { Key: { } message } item)
                continue;
            var key = Fingerprint(message);
            bool isKnown = _known.TryGet(key, out bool isPlaceholder);
            if (isKnown && (item.IsPlaceholder || !isPlaceholder))
                (repeated ??= []).Add(place);
            else if (isKnown)
                _known.Replace(key, item.IsPlaceholder);
            else
                _known.Set(key, item.IsPlaceholder);
        }

        return repeated ?? None;
    }

    // Instead of the key itself, which is ten times as large. It is made of what others choose, so it must be one that they can't bend.
    private static UInt128 Fingerprint(MessageKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        int length = 5 + Encoding.UTF8.GetMaxByteCount(
            key.Chat.User.Length + key.Chat.Server.Length + key.Sender.User.Length + key.Sender.Server.Length + key.Id.Length);
        Span<byte> text = length <= 1024 ? stackalloc byte[length] : new byte[length];
        int end = 0;
        foreach (string part in (ReadOnlySpan<string>)[key.Chat.User, key.Chat.Server, key.Sender.User, key.Sender.Server, key.Id])
        {
            end += Encoding.UTF8.GetBytes(part, text[end..]);
            text[end++] = 0;
        }

        SHA256.HashData(text[..end], hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static readonly IReadOnlySet<int> None = new HashSet<int>();
}
