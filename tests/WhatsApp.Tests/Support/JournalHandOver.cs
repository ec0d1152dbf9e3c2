using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>A hand-over that keeps messages as a database would, together with the ratchets, and that fails when it is told to.</summary>
public sealed class JournalHandOver(IEngineStore store) : IMessageHandOver
{
    private readonly StoreHandOver _inner = new(store);
    private readonly Lock _lock = new();
    private readonly List<ClientEvent> _kept = [];

    /// <summary>Decides about each call whether, and when, it fails; it never does by default.</summary>
    public Func<HandOverPoint, CrashPoint> Fault { get; set; } = _ => CrashPoint.None;

    /// <summary>What was received and kept, each once.</summary>
    public IReadOnlyList<ClientEvent> Kept
    {
        get
        {
            lock (_lock)
                return [.. _kept];
        }
    }

    /// <summary>The messages among it.</summary>
    public IReadOnlyList<MessageReceived> Messages => [.. Kept.OfType<MessageReceived>()];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<int>> TakeInboundAsync(InboundBatch batch, long epoch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var crash = Fault(HandOverPoint.Inbound);
        ThrowIf(crash == CrashPoint.Before);
        var repeated = await _inner.TakeInboundAsync(batch, epoch);
        lock (_lock)
        {
            for (int i = 0; i < batch.Items.Count; i++)
            {
                if (!repeated.Contains(i))
                    _kept.Add(batch.Items[i].Event);
            }
        }

        ThrowIf(crash == CrashPoint.After);
        return repeated;
    }

    /// <inheritdoc/>
    public async ValueTask TakeOutgoingAsync(OutgoingBatch batch, long epoch)
    {
        var crash = Fault(HandOverPoint.Outgoing);
        ThrowIf(crash == CrashPoint.Before);
        await _inner.TakeOutgoingAsync(batch, epoch);
        ThrowIf(crash == CrashPoint.After);
    }

    /// <inheritdoc/>
    public ValueTask<OutgoingRecord?> FindOutgoingAsync(string id, CancellationToken cancellationToken) =>
        _inner.FindOutgoingAsync(id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutgoingMessage>> LoadPendingAsync(CancellationToken cancellationToken) =>
        _inner.LoadPendingAsync(cancellationToken);

    private static void ThrowIf(bool crash)
    {
        if (crash)
            throw new IOException("The database went away.");
    }
}

/// <summary>Which of the two points.</summary>
public enum HandOverPoint
{
    /// <summary>Decrypted, not yet acknowledged.</summary>
    Inbound,

    /// <summary>Encrypted, not yet sent.</summary>
    Outgoing,
}

/// <summary>When a call fails.</summary>
public enum CrashPoint
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Before anything was written.</summary>
    Before,

    /// <summary>After everything was written, so that the caller can't know.</summary>
    After,
}
