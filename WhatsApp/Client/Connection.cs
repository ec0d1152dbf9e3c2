using System.Buffers;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Noise;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Client;

/// <summary>Nodes over a transport: frames, encryption and the codec in between. Between two nodes it holds no buffer.</summary>
/// <remarks>Any number may send at once; one receives.</remarks>
internal sealed class Connection : IAsyncDisposable
{
    private const int ReceiveSize = 16 * 1024;

    private readonly ITransport _transport;
    private readonly FrameReader _frames = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private NoiseTransport? _noise;
    private PooledWriter? _together;
    private int _gathering;
    private byte[]? _chunk;
    private int _at;
    private int _end;
    private bool _closed;

    private Connection(ITransport transport) => _transport = transport;

    /// <summary>A connection whose handshake is over.</summary>
    internal Connection(ITransport transport, NoiseTransport noise)
        : this(transport) => _noise = noise;

    /// <summary>Whether its ciphers are used up so far that a new connection should take over at the next good moment.</summary>
    internal bool ShouldRenew => Noise.ShouldRenew;

    private NoiseTransport Noise => _noise ?? throw new InvalidOperationException("The handshake isn't over.");

    /// <summary>Connects and shakes hands; on failure the transport is closed.</summary>
    internal static async Task<Connection> OpenAsync(
        ITransport transport, Introduction introduction, IRandomSource random, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new Connection(transport);
        try
        {
            await transport.ConnectAsync(cancellationToken);
            await connection.ShakeHandsAsync(introduction, random, time, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a node; nodes leave in the order of the calls.</summary>
    /// <exception cref="BinaryNodeException">It can't be encoded. The connection is fine.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    internal async Task SendAsync(Node node, CancellationToken cancellationToken)
    {
        using var plaintext = new PooledWriter();
        NodeWriter.Write(node, plaintext);
        await SendAsync(plaintext.Written, cancellationToken);
    }

    /// <summary>Sends a node that is encoded already.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    internal async Task SendAsync(ReadOnlyMemory<byte> node, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_closed)
                throw new IOException("The connection is closed.");
            if (Volatile.Read(ref _gathering) > 0)
            {
                Noise.WriteFrame(node.Span, _together ??= new PooledWriter());
                return;
            }

            using var frame = TakeTogether() ?? new PooledWriter();
            Noise.WriteFrame(node.Span, frame);
            await _transport.SendAsync(frame.Written, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends what is sent while the action runs in one go: a frame each, one write for all.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    internal async Task SendTogetherAsync(Action sends, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _gathering);
        try
        {
            sends();
        }
        finally
        {
            Interlocked.Decrement(ref _gathering);
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            using var frames = TakeTogether(); // null if someone else's stanza has taken them along
            if (frames is not null)
                await _transport.SendAsync(frames.Written, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next node; null if the other side has closed.</summary>
    /// <exception cref="BinaryNodeException">What came isn't a node. Those behind it can be received as before.</exception>
    /// <exception cref="Errors.NoiseException">What came isn't authentic. The connection is of no more use.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    internal async ValueTask<Node?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTakeNode() is { } node)
                return node;
            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        // Whoever still sends fails now; the ciphers must not go before.
        await _sending.WaitAsync();
        _closed = true;
        _frames.Dispose();
        _noise?.Dispose();
        TakeTogether()?.Dispose();
        ReleaseChunk();
        _sending.Release();
    }

    private async Task ShakeHandsAsync(
        Introduction introduction, IRandomSource random, TimeProvider time, CancellationToken cancellationToken)
    {
        using var handshake = new NoiseClientHandshake(introduction.NoiseKey, introduction.TrustedRoot, random);
        using (var hello = new PooledWriter())
        {
            Intro.Write(hello, introduction.RoutingInfo.Span);
            handshake.WriteClientHello(hello);
            await _transport.SendAsync(hello.Written, cancellationToken);
        }

        byte[]? serverHello;
        while ((serverHello = TryTakeFrame()) is null)
        {
            if (!await FillAsync(cancellationToken))
                throw new IOException("The server closed the connection during the handshake.");
        }

        handshake.ReadServerHello(serverHello, time.GetUtcNow());
        using var finish = new PooledWriter();
        _noise = handshake.WriteClientFinish(introduction.Payload.ToByteArray(), finish);
        await _transport.SendAsync(finish.Written, cancellationToken);
    }

    private PooledWriter? TakeTogether()
    {
        var together = _together;
        _together = null;
        return together;
    }

    private byte[]? TryTakeFrame()
    {
        var rest = Rest;
        bool complete = _frames.TryRead(ref rest, out var payload);
        _at = _end - rest.Length;
        return complete ? payload.ToArray() : null;
    }

    private Node? TryTakeNode()
    {
        var rest = Rest;
        bool complete = _frames.TryRead(ref rest, out var payload);
        _at = _end - rest.Length;
        if (!complete)
            return null;
        byte[] plaintext = ArrayPool<byte>.Shared.Rent(NoiseTransport.PlaintextLength(payload.Length));
        try
        {
            int length = Noise.Decrypt(payload, plaintext);
            return NodeReader.Read(plaintext.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plaintext);
        }
    }

    private ReadOnlySpan<byte> Rest => _chunk.AsSpan(_at, _end - _at);

    /// <summary>Gets more bytes, once all are taken; false at the end of the stream.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        ReleaseChunk();
        await _transport.WaitAsync(cancellationToken);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ReceiveSize);
        _chunk = chunk;
        _end = await _transport.ReceiveAsync(chunk, cancellationToken);
        return _end > 0;
    }

    private void ReleaseChunk()
    {
        if (_chunk is { } chunk)
            ArrayPool<byte>.Shared.Return(chunk);
        _chunk = null;
        _at = _end = 0;
    }
}

/// <summary>What a connection begins with.</summary>
/// <param name="NoiseKey">The device's key.</param>
/// <param name="TrustedRoot">Who must have signed the server's certificates.</param>
/// <param name="RoutingInfo">Where the server wanted the device to come; empty if it never said.</param>
/// <param name="Payload">What the client says of itself.</param>
internal sealed record Introduction(KeyPair NoiseKey, PublicKey TrustedRoot, ReadOnlyMemory<byte> RoutingInfo, ClientPayload Payload);
