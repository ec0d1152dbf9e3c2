using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Simulator.Connections;

/// <summary>One client's socket, from the upgrade to its end.</summary>
/// <remarks>
/// Two loops serve it: one reads, decrypts and answers, in the order in which things come in; one writes what was queued, in that
/// order. Everyone else (control API, other clients) only queues or ends. <c>Connection.Reading.cs</c> and
/// <c>Connection.Sending.cs</c> are the two halves.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync holds everything that needs disposal, and releases it at its end.")]
internal sealed partial class Connection(long number, WebSocket socket, UpgradedRequest request, ChatServer server, ILogger log)
{
    private long _silentSince = server.Time.GetTimestamp();
    private long _begun = server.Time.GetTimestamp();
    private long _ending;
    private string? _dropReason;

    /// <summary>Counts up over the life of the server; for logs and violations.</summary>
    public long Number { get; } = number;

    /// <summary>Whether the server has said its last words, or the socket is gone.</summary>
    public bool IsEnding => Volatile.Read(ref _ending) != 0 || _closed;

    /// <summary>Serves the client until one of the two has had enough.</summary>
    public async Task RunAsync()
    {
        server.Statistics.Count(Counted.Connections);
        var writing = WriteAsync();
        try
        {
            await ReadAsync();
        }
        catch (WhatsAppException e)
        {
            server.Statistics.Count(Counted.ProtocolErrors);
            LogProtocolError(Number, e.GetType().Name, e.Message);
            Drop("protocol error");
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            LogDropped(Number, Volatile.Read(ref _dropReason) ?? e.Message);
        }
        finally
        {
            _conversation?.Leaving();
            StopSending();
            EndDelays();
            await writing;
            _conversation?.Closed();
            ReleaseReader();
        }
    }

    /// <summary>Sends a stream error or failure; the client is expected to close, and dropped if it doesn't in time.</summary>
    public void End(Node lastWords)
    {
        Send(lastWords);
        Interlocked.CompareExchange(ref _ending, server.Time.GetTimestamp(), 0);
    }

    /// <summary>Cuts the socket without a word, as a broken network does.</summary>
    public void Drop(string reason)
    {
        Interlocked.CompareExchange(ref _dropReason, reason, null);
        socket.Abort();
        request.Abort();
    }

    /// <summary>Drops the connection if one of its time limits has passed.</summary>
    public void CheckTime()
    {
        var time = server.Time;
        var options = server.Options;
        var ending = Volatile.Read(ref _ending);
        if (ending != 0)
        {
            if (time.GetElapsedTime(ending) >= options.CloseGrace)
                Drop("the client didn't close after the server's last words");
        }
        else if (!_handshakeDone)
        {
            if (time.GetElapsedTime(_begun) >= options.HandshakeTimeout)
                DropSilent("no handshake in time");
        }
        else if (time.GetElapsedTime(Interlocked.Read(ref _silentSince)) >= options.SilenceTimeout)
        {
            DropSilent("silence");
        }
        else
        {
            _conversation?.CheckTime();
        }
    }

    private void DropSilent(string reason)
    {
        server.Statistics.Count(Counted.Silences);
        Drop(reason);
    }

    [LoggerMessage(10, LogLevel.Information, "Connection {Number}: {Error}: {Message}")]
    private partial void LogProtocolError(long number, string error, string message);

    [LoggerMessage(11, LogLevel.Information, "Connection {Number} dropped: {Reason}")]
    private partial void LogDropped(long number, string reason);
}
