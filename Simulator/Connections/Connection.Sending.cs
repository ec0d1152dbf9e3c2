using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Noise;

namespace Wasilo.Simulator.Connections;

/// <summary>Nodes to frames to the socket. Encrypting and queueing are one step under a lock: the order of both must be the same.</summary>
internal sealed partial class Connection
{
    private readonly Lock _sending = new();
    private readonly Channel<byte[]> _outbox = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(ConnectionLimits.OutboxFrames) { SingleReader = true });

    private NoiseTransport? _transport;
    private volatile bool _closed;
    private long _waiting; // bytes in the outbox

    /// <summary>Queues a node. Does nothing once the connection is over.</summary>
    public void Send(Node node)
    {
        var plaintext = new ArrayBufferWriter<byte>();
        NodeWriter.Write(node, plaintext);
        lock (_sending)
        {
            if (_closed)
                return;
            var frame = new ArrayBufferWriter<byte>(plaintext.WrittenCount + FrameCodec.HeaderLength + 16);
            _transport!.WriteFrame(plaintext.WrittenSpan, frame);
            Enqueue(frame.WrittenSpan.ToArray());
        }
    }

    // Of the handshake: not encrypted yet.
    private void SendFrame(byte[] frame)
    {
        lock (_sending)
        {
            if (!_closed)
                Enqueue(frame);
        }
    }

    /// <summary>Closes in good order behind what is queued already.</summary>
    public void Close()
    {
        Interlocked.CompareExchange(ref _ending, server.Time.GetTimestamp(), 0);
        StopSending();
    }

    // Under the lock.
    private void Enqueue(byte[] frame)
    {
        var waiting = Interlocked.Add(ref _waiting, frame.Length) - frame.Length;
        if (waiting <= ConnectionLimits.OutboxBytes && _outbox.Writer.TryWrite(frame))
            return;
        _closed = true; // under the lock: one drop, and one count of it
        server.Statistics.Count(Counted.UnreadConnections);
        Drop($"it doesn't read: {waiting} bytes are waiting");
    }

    private void StopSending()
    {
        lock (_sending)
        {
            _closed = true;
            _outbox.Writer.TryComplete();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var frame in _outbox.Reader.ReadAllAsync())
            {
                await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
                Interlocked.Add(ref _waiting, -frame.Length);
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone; the reading loop sees the same and ends the connection.
            Drop(e.Message);
        }
    }
}
