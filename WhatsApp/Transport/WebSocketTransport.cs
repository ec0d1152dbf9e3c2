using System.Buffers;
using System.Net.WebSockets;
using System.Security.Authentication;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Transport;

/// <summary>A WebSocket as a stream of bytes: where its messages begin and end means nothing to the protocol.</summary>
internal sealed class WebSocketTransport : ITransport
{
    // How long a server may take to answer a farewell. On a good network it takes a round trip; a dead one is left after this, which is
    // well within the 5 s that stopping a session may take.
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(2);
    private const int DiscardSize = 4096;

    private readonly ClientWebSocket _socket = new();
    private readonly Lock _leaving = new();
    private readonly Uri _address;
    private readonly HttpMessageInvoker _invoker;
    private bool _closedByServer;
    private Task? _farewell;
    private CancellationTokenSource? _patience;

    internal WebSocketTransport(Uri address, HttpMessageInvoker invoker)
    {
        _address = address;
        _invoker = invoker;
        // The server takes web clients from WhatsApp's own page only.
        _socket.Options.SetRequestHeader("Origin", "https://web.whatsapp.com");
        // The protocol has pings of its own; the WebSocket's would cost a timer for each client.
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
    }

    public async ValueTask ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _socket.ConnectAsync(_address, _invoker, cancellationToken);
        }
        catch (WebSocketException e) when (FailureOfTls(e) is { } failure)
        {
            throw new TlsAuthenticationException(_address, failure);
        }
        catch (WebSocketException e)
        {
            throw new IOException($"No WebSocket to {_address.Host}:{_address.Port}: {e.Message}", e);
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            // To cancel a send would cut the connection, as it would for a receive: whoever gives up leaves with a farewell behind it.
            var sending = _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            if (sending.IsCompleted)
            {
                await sending;
                return;
            }

            await using var leaving = cancellationToken.UnsafeRegister(static transport => ((WebSocketTransport)transport!).Leave(), this);
            await sending;
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            throw Lost(e);
        }
    }

    // A receive into no buffer waits for data without holding one.
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await ReceiveOnceAsync(Memory<byte>.Empty, cancellationToken);

    public async ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (!_closedByServer)
        {
            int count = await ReceiveOnceAsync(destination, cancellationToken);
            if (count > 0)
                return count; // an empty message is 0 too, and nothing
        }

        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        try
        {
            await _farewell!;
            while (!_closedByServer && _socket.State is WebSocketState.CloseSent)
                await ReceiveToDiscardAsync();
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            // It was lost already, which is as good as closed.
        }
        finally
        {
            _socket.Dispose();
            _patience?.Dispose();
        }
    }

    // Says farewell and lets the server answer it: as long as it hasn't read that, the server counts the socket as open, and a device that
    // comes back before has two. To cancel a receive instead would cut the connection without a word.
    private void Leave()
    {
        lock (_leaving)
        {
            if (_farewell is not null)
                return;
            _patience = new CancellationTokenSource(FarewellLimit);
            _patience.Token.UnsafeRegister(static socket => ((ClientWebSocket)socket!).Abort(), _socket);
            _farewell = SayFarewellAsync();
        }
    }

    private async Task SayFarewellAsync()
    {
        try
        {
            if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
                return;
            // It may have to wait for what is being sent; if the other side isn't listening, patience ends it.
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            // It was lost already, which is as good as closed.
        }
    }

    private async Task ReceiveToDiscardAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(DiscardSize);
        try
        {
            _closedByServer = (await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType == WebSocketMessageType.Close;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsOfConnection(Exception e) => e is WebSocketException or IOException or ObjectDisposedException
        or InvalidOperationException or OperationCanceledException { CancellationToken.IsCancellationRequested: false };

    private static AuthenticationException? FailureOfTls(Exception? e)
    {
        while (e is not (null or AuthenticationException))
            e = e.InnerException;
        return e as AuthenticationException;
    }

    private static IOException Lost(Exception e) => new("The WebSocket was lost: " + e.Message, e);

    private async ValueTask<int> ReceiveOnceAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_closedByServer)
            return 0;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var receiving = _socket.ReceiveAsync(destination, CancellationToken.None);
            ValueWebSocketReceiveResult result;
            if (receiving.IsCompleted)
            {
                result = await receiving;
            }
            else
            {
                await using var leaving = cancellationToken.UnsafeRegister(static transport => ((WebSocketTransport)transport!).Leave(), this);
                result = await receiving;
            }

            _closedByServer = result.MessageType == WebSocketMessageType.Close;
            cancellationToken.ThrowIfCancellationRequested();
            return result.Count;
        }
        catch (Exception e) when (IsOfConnection(e))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(e);
        }
    }
}
