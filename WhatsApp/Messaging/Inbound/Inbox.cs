using System.Threading.Channels;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>Stanzas between the reading of a connection and their worker, in the order of the stream.</summary>
/// <remarks>When it is full the socket isn't read: whatever comes too fast waits at the server, not in memory.</remarks>
internal sealed class Inbox
{
    /// <summary>Stanzas that may wait.</summary>
    internal const int Limit = 1000;

    /// <summary>Stanzas that share one commit.</summary>
    internal const int BatchSize = 64;

    private readonly Channel<Node> _stanzas =
        Channel.CreateBounded<Node>(new BoundedChannelOptions(Limit) { SingleReader = true, SingleWriter = true });

    /// <summary>Completes once there is room for it.</summary>
    internal ValueTask AddAsync(Node stanza, CancellationToken cancellationToken) =>
        _stanzas.Writer.TryWrite(stanza) ? default : _stanzas.Writer.WriteAsync(stanza, cancellationToken);

    /// <summary>Completes when there is something.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancellationToken) => await _stanzas.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>What is there, as far as it fits one batch.</summary>
    internal void Take(List<Node> batch)
    {
        while (batch.Count < BatchSize && _stanzas.Reader.TryRead(out var stanza))
            batch.Add(stanza);
    }
}
