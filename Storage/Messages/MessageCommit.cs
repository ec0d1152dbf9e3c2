using Wasilo.Storage.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Messages;

/// <summary>What becomes durable together with what it did to the ratchets.</summary>
public sealed record MessageCommit
{
    /// <summary>The engine's own part.</summary>
    public required StoreDelta Delta { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Messages to be kept.</summary>
    public IReadOnlyList<StoredMessage> Messages { get; init; } = [];

    /// <summary>What accounts call themselves, by jid.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>How far messages of this account got.</summary>
    public IReadOnlyList<AckChange> Acks { get; init; } = [];

    /// <summary>What was received.</summary>
    public IReadOnlyList<ReceivedKey> Received { get; init; } = [];

    /// <summary>What is to be sent.</summary>
    public IReadOnlyList<OutgoingMessage> Outgoing { get; init; } = [];

    /// <summary>The server's answers.</summary>
    public IReadOnlyList<Settlement> Settled { get; init; } = [];

    /// <summary>What is told of it.</summary>
    public EventBatch Events { get; init; } = EventBatch.Empty;
}
