using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;
using Orleans.Runtime;

namespace Orleans.Local.Messaging;

/// <summary>
/// Frames over a socket. Writers never wait: frames are appended to a pipe that one loop empties into the socket, many at a time where
/// many wait. What isn't sent yet is limited.
/// </summary>
internal sealed class FrameStream : IAsyncDisposable
{
    private const int LengthBytes = 4;

    // What may wait for a slow receiver. Beyond it calls fail, rather than the process.
    private const long MaxUnsentBytes = 256L << 20;

    // A buffer that one large frame has blown up is let go.
    private const int MaxKeptBuffer = 1 << 20;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly int _maxFrame;
    private readonly Pipe _outgoing = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly PipeReader _incoming;
    private readonly Lock _writing = new();
    private ArrayBufferWriter<byte> _buffer = new(1024);
    private long _unsent;
    private bool _closed;

    public FrameStream(Socket socket, int maxFrame)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _maxFrame = maxFrame;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _incoming = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 16 << 10, leaveOpen: true));
    }

    public string Remote => _socket.SafeHandle.IsClosed ? "closed" : _socket.RemoteEndPoint?.ToString() ?? "?";

    /// <summary>Appends a frame.</summary>
    /// <exception cref="SiloUnavailableException">The connection is closed, or its receiver doesn't keep up.</exception>
    /// <exception cref="LimitExceededException">The frame is too large.</exception>
    public void Write<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        lock (_writing)
        {
            if (_closed)
                throw new SiloUnavailableException("The connection is closed.");
            _buffer.ResetWrittenCount();
            write(_buffer, state);
            var frame = _buffer.WrittenSpan;
            if (frame.Length > _maxFrame)
            {
                var length = frame.Length;
                _buffer = new(1024);
                throw new LimitExceededException($"A message of {length:N0} bytes is larger than {_maxFrame:N0} (MessagingOptions.MaxMessageBodySize).");
            }

            if (Interlocked.Add(ref _unsent, frame.Length + LengthBytes) > MaxUnsentBytes)
            {
                Interlocked.Add(ref _unsent, -frame.Length - LengthBytes);
                throw new SiloUnavailableException($"{MaxUnsentBytes >> 20} MiB wait to be sent already: the receiver doesn't keep up.");
            }

            var output = _outgoing.Writer;
            BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(LengthBytes), frame.Length);
            output.Advance(LengthBytes);
            output.Write(frame);
            if (_buffer.Capacity > MaxKeptBuffer)
                _buffer = new(1024);

            // Completes at once: the pipe has no threshold to pause at.
            _ = CompleteAsync(output.FlushAsync());
        }
    }

    /// <summary>Sends one frame outside of the loop, before it has begun: the handshake.</summary>
    public async Task SendNowAsync(Action<IBufferWriter<byte>> write, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        var frame = new byte[LengthBytes + body.WrittenCount];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.WrittenCount);
        body.WrittenSpan.CopyTo(frame.AsSpan(LengthBytes));
        await _stream.WriteAsync(frame, cancellation);
    }

    /// <summary>Sends what is written until the connection closes.</summary>
    public async Task SendLoopAsync()
    {
        var reader = _outgoing.Reader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                foreach (var segment in read.Buffer)
                    await _stream.WriteAsync(segment);
                Interlocked.Add(ref _unsent, -read.Buffer.Length);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>The next frame, in an array of its own; null when the other end has closed.</summary>
    /// <exception cref="InvalidDataException">The frame is too large or cut off.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await _incoming.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (TryTake(ref buffer, out var frame))
            {
                _incoming.AdvanceTo(buffer.Start);
                return frame;
            }

            _incoming.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return buffer.IsEmpty ? null : throw new InvalidDataException("The connection was closed within a frame.");
        }
    }

    /// <summary>Closes once what is written is sent.</summary>
    public void CompleteWriting()
    {
        lock (_writing)
        {
            _closed = true;
            _outgoing.Writer.Complete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        CompleteWriting();
        await _stream.DisposeAsync();
        await _incoming.CompleteAsync();
    }

    private static async Task CompleteAsync(ValueTask<FlushResult> flush) => await flush;

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[] frame)
    {
        frame = [];
        if (buffer.Length < LengthBytes)
            return false;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        buffer.Slice(0, LengthBytes).CopyTo(prefix);
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length <= 0 || length > _maxFrame)
            throw new InvalidDataException($"A frame of {length} bytes: the limit is {_maxFrame}.");
        if (buffer.Length < LengthBytes + length)
            return false;
        frame = buffer.Slice(LengthBytes, length).ToArray();
        buffer = buffer.Slice(LengthBytes + length);
        return true;
    }
}
