using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Wasilo.Grains.Abstractions.Events;

namespace Wasilo.Api.Events;

/// <summary>One WebSocket that events are written to, a text frame each.</summary>
/// <remarks>A reader that is slow is waited for: what it hasn't read stays in the database, and is read later.</remarks>
internal sealed class EventSocket(WebSocket socket, string[] names)
{
    /// <summary>WAHA's code for parameters that can't be.</summary>
    private const WebSocketCloseStatus BadParameters = (WebSocketCloseStatus)4001;

    /// <summary>Each is asked for its events all the time; who has more reads them in several sockets, or by webhooks.</summary>
    private const int MaxSessions = 1_000;

    private static readonly TimeSpan LookForNew = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<EventView> _happened = Channel.CreateBounded<EventView>(100);
    private readonly Dictionary<string, Task> _followed = [];

    /// <summary>Runs until either side closes.</summary>
    /// <param name="find">The sessions that are wanted; asked again and again, for those that come later.</param>
    /// <param name="stopping">This process is going.</param>
    /// <param name="aborted">The connection is lost.</param>
    public async Task RunAsync(Func<Task<IReadOnlyCollection<ISessionEventsGrain>>> find, CancellationToken stopping, CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var sessions = await find();
        if (sessions.Count is 0 or > MaxSessions)
        {
            await CloseAsync(BadParameters, sessions.Count == 0 ? "There is no such session." : $"At most {MaxSessions} sessions; name some.");
            return;
        }

        var reading = ReadAsync(end);
        var following = FollowAsync(sessions, find, end.Token);
        try
        {
            await foreach (var happened in _happened.Reader.ReadAllAsync(end.Token))
                await socket.SendAsync(Encoding.UTF8.GetBytes(happened.Json), WebSocketMessageType.Text, endOfMessage: true, end.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or WebSocketException)
        {
            // The other side has gone, or this process goes.
        }

        await end.CancelAsync();
        await following;
        await CloseAsync(stopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, null);
        await reading;
    }

    // What is said to it means nothing; only that the other side closes.
    private async Task ReadAsync(CancellationTokenSource end)
    {
        var buffer = new byte[256];
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent
                && (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Lost without a farewell.
        }

        await end.CancelAsync();
    }

    private async Task FollowAsync(
        IReadOnlyCollection<ISessionEventsGrain> sessions, Func<Task<IReadOnlyCollection<ISessionEventsGrain>>> find, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                foreach (var session in sessions.Take(MaxSessions))
                {
                    var id = session.GetPrimaryKeyString();
                    if (!_followed.TryGetValue(id, out var followed) || followed.IsCompleted)
                        _followed[id] = FollowAsync(session, cancellationToken);
                }

                await Task.Delay(LookForNew, cancellationToken);
                sessions = await find();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The socket closes.
        }
        catch (Exception problem)
        {
            _happened.Writer.TryComplete(problem);
        }

        await Task.WhenAll(_followed.Values);
    }

    private async Task FollowAsync(ISessionEventsGrain session, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in EventFeed.FollowAsync(session, since: null, names, cancellationToken))
                await _happened.Writer.WriteAsync(happened, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The socket closes.
        }
        catch (Exception problem) when (problem is TimeoutException or OrleansException)
        {
            // Its node went; it is followed again in a moment.
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string? reason)
    {
        using var limit = new CancellationTokenSource(FarewellLimit);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, reason, limit.Token);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            // It is lost, which is as good as closed.
        }
    }
}
