namespace Wasilo.WhatsApp.Transport;

/// <summary>A stream of bytes to a server and back; used for one connection.</summary>
/// <remarks>
/// Sending and receiving may go on at the same time; neither is called twice at once. A failure of the connection is an
/// <see cref="IOException"/>, after which it is only disposed of. Disposing closes and releases everything, in whatever state; what still
/// waits fails, and doing it again changes nothing.
/// </remarks>
public interface ITransport : IAsyncDisposable
{
    /// <summary>Opens the connection. Called once, first.</summary>
    /// <exception cref="Errors.TlsAuthenticationException">Whoever answers isn't trusted.</exception>
    ValueTask ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Sends all of the bytes, in one message where the transport has messages.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Completes when there is something to receive, or the other side has closed. A waiting connection holds no buffer.</summary>
    ValueTask WaitAsync(CancellationToken cancellationToken);

    /// <summary>Receives at least a byte, wherever messages begin and end; 0 if the other side has closed.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken);
}

/// <summary>Makes a transport for each connection of a client.</summary>
public interface ITransportFactory
{
    /// <summary>A transport that isn't connected yet.</summary>
    ITransport Create();
}
