using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Pairing;

namespace Wasilo.WhatsApp.Client;

/// <summary>A connection from the end of its handshake to its own: reads, answers, and says how it ended.</summary>
/// <remarks>
/// Stanzas are handled one after another in the order of the stream. Whatever waits for an answer of the server runs beside that, because
/// the answer comes through the same stream. Everything that was begun here is over when <see cref="RunAsync"/> returns.
/// </remarks>
internal sealed partial class ConnectionRun : IServer, IDisposable
{
    private readonly ClientParts _parts;
    private readonly Connection _connection;
    private readonly RequestRouter _router;
    private readonly KeepAlive _keepAlive;
    private readonly PreKeyMaintenance _preKeys;
    private readonly AccountQueries _account;
    private readonly Login _login;
    private readonly PairingRoom? _pairing;
    private readonly List<Task> _beside = [];
    private readonly CancellationTokenSource _ending = new();
    private ConnectionEnd? _end;

    internal ConnectionRun(ClientParts parts, Connection connection)
    {
        _parts = parts;
        _connection = connection;
        _router = new RequestRouter(parts.Wheel, parts.Random);
        _keepAlive = new KeepAlive(parts, PingOrRenew, () => End(new ConnectionEnd(EndReason.TimedOut, EndAction.Reconnect)));
        _preKeys = new PreKeyMaintenance(parts, this);
        _account = new AccountQueries(parts, this);
        _login = new Login(parts, this, _preKeys, _account);
        _pairing = parts.Keeper.Current.IsPaired ? null : new PairingRoom(parts, this, End);
        Ended = _ending.Token;
    }

    public CancellationToken Ended { get; }

    /// <summary>Whether the server has let this device in.</summary>
    internal bool IsLoggedIn { get; private set; }

    /// <summary>Whether the server has taken this device for one that is to be paired.</summary>
    internal bool WasOfferedPairing { get; private set; }

    /// <summary>How it ended; null as long as it hasn't.</summary>
    internal ConnectionEnd? How => Volatile.Read(ref _end);

    internal Login Login => _login;

    internal PairingRoom Pairing =>
        _pairing ?? throw new InvalidOperationException("The device is paired already; log it out to pair it anew.");

    /// <summary>Runs until the connection ends, by whichever side, and closes it.</summary>
    internal async Task<ConnectionEnd> RunAsync(CancellationToken stop)
    {
        using var stopping = stop.Register(() => End(new ConnectionEnd(EndReason.Stopped, EndAction.Stop)));
        _keepAlive.Start();
        try
        {
            await ReadAsync();
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // Ended from outside of the stream; _end tells why.
        }
        catch (Exception e)
        {
            End(ConnectionEnd.Of(e));
        }

        _parts.Server.Leave(this);
        _keepAlive.Stop();
        _pairing?.Dispose();
        _router.End();
        await Task.WhenAll(TasksBeside());
        await _connection.DisposeAsync();
        return _end!;
    }

    /// <summary>Ends the connection for this reason, unless it has ended for another.</summary>
    internal void End(ConnectionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is null)
            _ = _ending.CancelAsync(); // its callbacks don't throw, and must not hold up whoever noticed the end
    }

    public async Task SendAsync(Node node)
    {
        using var stanza = new PooledWriter();
        NodeWriter.Write(node, stanza);
        await SendAsync(stanza.Written);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> stanza)
    {
        try
        {
            await _connection.SendAsync(stanza, Ended);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Why it is lost shows where it is read; what the server said last may still be there.
            throw new NotConnectedException("The connection ended before the stanza was sent.");
        }
    }

    public async Task SendTogetherAsync(Action sends)
    {
        try
        {
            await _connection.SendTogetherAsync(sends, Ended);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            throw new NotConnectedException("The connection ended before the stanzas were sent.");
        }
    }

    public async Task<Node> RequestAsync(string type, string xmlns, NodeContent content, Jid? to = null, Jid? target = null)
    {
        string id = _router.NextId();
        var answer = _router.ExpectAsync(id, RequestRouter.DefaultTimeout);
        try
        {
            await SendAsync(new Node(
                "iq", [("id", id), ("to", to ?? Jid.WhatsApp), ("target", target), ("type", type), ("xmlns", xmlns)], content));
        }
        catch
        {
            _router.Forget(id);
            await Task.WhenAny(answer); // failed now; nobody else will look at it
            _ = answer.Exception;
            throw;
        }

        return await answer;
    }

    public void Dispose()
    {
        _preKeys.Dispose();
        _pairing?.Dispose();
        _ending.Dispose();
    }

    private async Task ReadAsync()
    {
        while (_end is null)
        {
            await _parts.Events.WaitForRoomAsync(Ended);
            Node? node;
            try
            {
                node = await _connection.ReceiveAsync(Ended);
            }
            catch (BinaryNodeException e)
            {
                _keepAlive.Heard();
                _parts.Events.Publish(new StanzaSkipped(e.Fault));
                continue;
            }

            _keepAlive.Heard();
            if (node is null)
                End(new ConnectionEnd(EndReason.ConnectionLost, EndAction.Reconnect));
            else
                await HandleAsync(node);
        }
    }

    /// <summary>Runs something beside the reading; if it fails, the connection ends.</summary>
    internal void Beside(Func<Task> work)
    {
        var begun = GuardAsync(work);
        lock (_beside)
        {
            _beside.RemoveAll(task => task.IsCompleted);
            _beside.Add(begun);
        }
    }

    private Task[] TasksBeside()
    {
        lock (_beside)
            return [.. _beside];
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is OperationCanceledException or NotConnectedException)
        {
            // The connection is ending, or about to: whoever reads from it knows why.
        }
        catch (Exception e)
        {
            End(ConnectionEnd.Of(e));
        }
    }

    // The moment of a ping is a good one to renew a connection: it comes often enough, and mostly when there is nothing else to do. With a
    // request under way it isn't, and there are months until the ciphers are used up.
    private void PingOrRenew()
    {
        if (_connection.ShouldRenew && _router.IsIdle)
            End(new ConnectionEnd(EndReason.Renewed, EndAction.ReconnectNow));
        else
            Beside(PingAsync);
    }

    private Task PingAsync() => SendAsync(new Node(
        "iq", [("id", _router.NextId()), ("to", Jid.WhatsApp), ("type", "get"), ("xmlns", "w:p")], [new Node("ping")]));

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
