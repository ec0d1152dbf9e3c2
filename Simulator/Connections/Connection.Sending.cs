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
    private readonly ExactFrame _frame = new();
    private readonly Channel<Outgoing> _outbox = Channel.CreateBounded<Outgoing>(
        new BoundedChannelOptions(ConnectionLimits.OutboxFrames) { SingleReader = true });

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _plaintext;

    private NoiseTransport? _transport;
    private volatile bool _closed;
    private long _waiting; // bytes in the outbox
    private int _waitingFrames;
    private volatile bool _wanted; // someone waits for room
    private long _lastDue; // nothing overtakes what was delayed
    private CancellationTokenSource? _delaying;
    private bool _over;

    /// <summary>
    /// Whether it takes more without piling it up. Where it doesn't, the conversation is told once it does
    /// (<see cref="Conversation.HasRoomAgain"/>).
    /// </summary>
    public bool HasRoom
    {
        get
        {
            if (HasRoomFor(ConnectionLimits.FullFrames, ConnectionLimits.FullBytes))
                return true;
            _wanted = true;
            Interlocked.MemoryBarrier();
            // It may have emptied meanwhile, and then nobody would tell.
            if (!HasRoomFor(ConnectionLimits.RoomyFrames, ConnectionLimits.RoomyBytes))
                return false;
            _wanted = false;
            return true;
        }
    }

    /// <summary>Queues a node. Does nothing once the connection is over.</summary>
    public void Send(Node node)
    {
        if (server.Faults.Withholds(_conversation?.Device, node))
            return;
        node = server.Faults.Corrupt(_conversation?.Device, node);
        var plaintext = _plaintext ??= new ArrayBufferWriter<byte>(ConnectionLimits.ReadBuffer);
        plaintext.ResetWrittenCount();
        NodeWriter.Write(node, plaintext);
        var delay = server.Faults.DelayOf(_conversation?.Device, node);
        SendPlaintext(plaintext.WrittenSpan, delay);
        if (server.Faults.Duplicates(_conversation?.Device, node))
            SendPlaintext(plaintext.WrittenSpan, delay);
        if (plaintext.Capacity > ConnectionLimits.KeptBuffer)
            _plaintext = null; // one large stanza must not keep its size on every thread
    }

    /// <summary>Queues a frame with this payload, as it is.</summary>
    public void SendGarbage(ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameCodec.HeaderLength + payload.Length];
        FrameCodec.WriteHeader(frame, payload.Length);
        payload.CopyTo(frame.AsSpan(FrameCodec.HeaderLength));
        SendFrame(frame);
    }

    private void SendPlaintext(ReadOnlySpan<byte> plaintext, TimeSpan delay)
    {
        lock (_sending)
        {
            if (_closed)
                return;
            _transport!.WriteFrame(plaintext, _frame);
            Enqueue(_frame.Take(), delay);
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
    private void Enqueue(byte[] frame, TimeSpan delay = default)
    {
        if (delay > TimeSpan.Zero)
        {
            var due = server.Time.GetTimestamp() + (long)(delay.TotalSeconds * server.Time.TimestampFrequency);
            _lastDue = Math.Max(_lastDue, due);
        }

        var waiting = Interlocked.Add(ref _waiting, frame.Length) - frame.Length;
        Interlocked.Increment(ref _waitingFrames);
        if (waiting <= ConnectionLimits.OutboxBytes && _outbox.Writer.TryWrite(new Outgoing(frame, _lastDue)))
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

    // The client is gone: what is delayed yet needs no waiting for.
    private void EndDelays()
    {
        lock (_sending)
        {
            _over = true;
            _delaying?.Cancel();
        }
    }

    private async Task UntilAsync(long due)
    {
        if (due == 0)
            return; // never was anything delayed
        var left = server.Time.GetElapsedTime(server.Time.GetTimestamp(), due);
        if (left <= TimeSpan.Zero)
            return;
        using var delaying = new CancellationTokenSource();
        lock (_sending)
        {
            if (_over)
                return;
            _delaying = delaying;
        }

        await Task.Delay(left, server.Time, delaying.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_sending)
            _delaying = null;
    }

    private bool HasRoomFor(int frames, int bytes) => Volatile.Read(ref _waitingFrames) < frames && Interlocked.Read(ref _waiting) < bytes;

    private async Task WriteAsync()
    {
        try
        {
            while (await _outbox.Reader.WaitToReadAsync())
            {
                while (_outbox.Reader.TryRead(out var next))
                {
                    await UntilAsync(next.Due);
                    await WriteAsync(next);
                    if (_wanted && HasRoomFor(ConnectionLimits.RoomyFrames, ConnectionLimits.RoomyBytes))
                    {
                        _wanted = false;
                        _conversation?.HasRoomAgain();
                    }
                }
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

    // With what else waits, in one WebSocket message, as real servers do: a system call for each would be slower than what comes in.
    private async Task WriteAsync(Outgoing first)
    {
        if (first.Due != 0 || first.Frame.Length > ConnectionLimits.BatchBytes / 2 || !_outbox.Reader.TryPeek(out _))
        {
            await socket.SendAsync(first.Frame, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            Account(first.Frame.Length, 1);
            return;
        }

        var batch = ArrayPool<byte>.Shared.Rent(ConnectionLimits.BatchBytes);
        try
        {
            first.Frame.CopyTo(batch, 0);
            var (length, frames) = (first.Frame.Length, 1);
            while (_outbox.Reader.TryPeek(out var next) && next.Due == 0 && length + next.Frame.Length <= ConnectionLimits.BatchBytes &&
                   _outbox.Reader.TryRead(out next))
            {
                next.Frame.CopyTo(batch, length);
                length += next.Frame.Length;
                frames++;
            }

            await socket.SendAsync(batch.AsMemory(0, length), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            Account(length, frames);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(batch);
        }
    }

    private void Account(int bytes, int frames)
    {
        Interlocked.Add(ref _waiting, -bytes);
        Interlocked.Add(ref _waitingFrames, -frames);
    }

    // Due: the time stamp before which it isn't sent; 0 for at once.
    private readonly record struct Outgoing(byte[] Frame, long Due);
}
