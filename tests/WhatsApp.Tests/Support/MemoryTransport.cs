using System.Threading.Channels;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>A transport whose other end is in the same process. Chunks arrive as they were sent, or a byte at a time.</summary>
internal sealed class MemoryTransport(bool byteByByte) : ITransport
{
    private readonly Channel<byte[]> _toServer = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
    private ReadOnlyMemory<byte> _rest;

    /// <summary>What the client sent, until it closes.</summary>
    internal ChannelReader<byte[]> FromClient => _toServer.Reader;

    internal bool IsClosed { get; private set; }

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _toServer.Writer.TryWrite(bytes.ToArray()) ? ValueTask.CompletedTask : throw new IOException("The connection was cut.");

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
            await _toClient.Reader.WaitToReadAsync(cancellationToken);
    }

    public async ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
        {
            if (!await _toClient.Reader.WaitToReadAsync(cancellationToken) || !_toClient.Reader.TryRead(out byte[]? chunk))
                return 0;
            _rest = chunk;
        }

        int count = byteByByte ? 1 : Math.Min(destination.Length, _rest.Length);
        _rest[..count].CopyTo(destination);
        _rest = _rest[count..];
        return count;
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        Cut();
        return ValueTask.CompletedTask;
    }

    internal void SendToClient(byte[] bytes) => _toClient.Writer.TryWrite(bytes).ShouldBeTrue();

    /// <summary>Ends both directions; what is on the way still arrives.</summary>
    internal void Cut()
    {
        _toServer.Writer.TryComplete();
        _toClient.Writer.TryComplete();
    }
}
