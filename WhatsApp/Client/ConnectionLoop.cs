using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.WhatsApp.Client;

/// <summary>Keeps a client connected: one connection at a time, and after each what its end asks for.</summary>
internal sealed class ConnectionLoop(ClientParts parts, ITransportFactory transports)
{
    /// <summary>As Baileys and whatsmeow, for connecting and the handshake together.</summary>
    internal static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(20);

    private static readonly ConnectionEnd Stopped = new(EndReason.Stopped, EndAction.Stop);

    private readonly Backoff _backoff = new(parts.Random);
    private bool _restarted;
    private ConnectionRun? _current;

    /// <summary>The connection that stands, if one does.</summary>
    internal ConnectionRun? Current => Volatile.Read(ref _current);

    /// <summary>Runs until it is stopped, or a connection ends for good. Doesn't fail: the last event tells how it ended.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            parts.States.Change(ConnectionState.Connecting);
            var end = await ConnectAsync(stop);
            if (end.Exception is PairingException failure)
                parts.Events.Publish(new PairingFailed(failure));
            if (end.Action == EndAction.LogOut)
                end = await LogOutAsync(end);

            if (WaitAfter(end) is not { } wait)
            {
                parts.States.Change(ConnectionState.Stopped, end);
                return;
            }

            parts.States.Change(ConnectionState.WaitingToReconnect, end, wait);
            if (!await TryWaitAsync(wait, stop))
            {
                parts.States.Change(ConnectionState.Stopped, Stopped);
                return;
            }
        }
    }

    private async Task<ConnectionEnd> ConnectAsync(CancellationToken stop)
    {
        Connection connection;
        try
        {
            connection = await OpenAsync(stop);
        }
        catch (OperationCanceledException e)
        {
            return stop.IsCancellationRequested ? Stopped : new ConnectionEnd(EndReason.TimedOut, EndAction.Reconnect) { Exception = e };
        }
        catch (Exception e)
        {
            return ConnectionEnd.Of(e);
        }

        using var run = new ConnectionRun(parts, connection);
        Volatile.Write(ref _current, run);
        var end = await run.RunAsync(stop);
        Volatile.Write(ref _current, null);
        if (run.IsLoggedIn || run.WasOfferedPairing)
            _backoff.Reset();
        if (run.IsLoggedIn)
            _restarted = false;
        return end;
    }

    private async Task<Connection> OpenAsync(CancellationToken stop)
    {
        // Not disposed of, because the wheel may still cancel it when it isn't needed any more; it holds nothing.
        var timeout = new CancellationTokenSource();
        using var stopping = stop.Register(timeout.Cancel);
        await parts.Events.WaitForRoomAsync(stop);
        var credentials = await parts.Keeper.LoadAsync(parts.Random, parts.Time.GetUtcNow(), stop);
        var introduction = new Introduction(
            credentials.NoiseKey, parts.Options.TrustedRoot, credentials.RoutingInfo, ClientPayloads.For(credentials, parts.Options));
        var timer = parts.Wheel.CancelAfter(timeout, HandshakeTimeout);
        try
        {
            return await Connection.OpenAsync(transports.Create(), introduction, parts.Random, parts.Time, timeout.Token);
        }
        finally
        {
            parts.Wheel.Disarm(timer);
        }
    }

    private async Task<ConnectionEnd> LogOutAsync(ConnectionEnd end)
    {
        try
        {
            await parts.Keeper.WipeAsync();
            parts.Directory.Clear(); // the next account has other contacts
            if (parts.HasMessages)
                await parts.Messages.ForgetAsync();
        }
        catch (Exception e)
        {
            // What couldn't be deleted is still there at the next start, and the server will refuse it again.
            return ConnectionEnd.Of(e) with { Action = EndAction.Stop };
        }

        parts.Events.Publish(new LoggedOut(end.Reason));
        return end;
    }

    private TimeSpan? WaitAfter(ConnectionEnd end)
    {
        switch (end.Action)
        {
            case EndAction.ReconnectNow when !_restarted:
                _restarted = true; // once between two logins: a server that says it each time isn't asked at once each time
                return TimeSpan.Zero;
            case EndAction.ReconnectNow or EndAction.Reconnect:
                return _backoff.Next();
            case EndAction.ReconnectLater:
                return _backoff.NextLong();
            default:
                return null;
        }
    }

    private async Task<bool> TryWaitAsync(TimeSpan wait, CancellationToken stop)
    {
        if (wait == TimeSpan.Zero)
            return !stop.IsCancellationRequested;
        try
        {
            await parts.Wheel.DelayAsync(wait, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
