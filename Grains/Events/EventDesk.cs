using System.Text;
using Wasilo.Grains.Abstractions.Events;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Events;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Events;

/// <summary>Shows callers a session's events and deliveries.</summary>
internal sealed class EventDesk(
    EventStore events, DeliveryLog deliveries, SessionStore sessions, SessionFaces faces, ConfigVault configs, TimeProvider time)
{
    private const int MaxListed = 1_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Events, waited for if there are none.</summary>
    public async Task<EventPage?> ReadAsync(SessionActor actor, EventQuery query)
    {
        if (query.Limit is < 1 or > MaxListed)
            throw new ArgumentException($"limit must be 1 to {MaxListed}.");
        var id = actor.Record.Id;
        var format = EventFormat.Of(query.Dialect);
        var began = time.GetTimestamp();
        var wait = query.Wait < LongestWait ? query.Wait : LongestWait;
        var next = actor.Events.Next;
        var after = query.After < 0 ? await events.LastSeqAsync(id, CancellationToken.None) : query.After;
        while (true)
        {
            var batch = await events.ReadAsync(id, after, query.Limit, CancellationToken.None);
            if (batch.Count > 0)
            {
                after = batch[^1].Seq;
                if (await ShowAsync(batch, query, format) is { Length: > 0 } shown)
                    return new EventPage(after, shown);
                continue;
            }

            var left = wait - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || !await ComesAsync(next, left))
                return new EventPage(after, []);
            next = actor.Events.Next;
        }
    }

    public async Task<DeliveryView[]> ListAsync(SessionId session, string? state, long? before, int limit)
    {
        if (limit is < 1 or > MaxListed)
            throw new ArgumentException($"limit must be 1 to {MaxListed}.");
        DeliveryState? asked = state is null ? null : ParseState(state);
        return
        [
            .. (await deliveries.ListAsync(session, asked, before, limit, CancellationToken.None)).Select(static one => new DeliveryView(
                one.Webhook, one.Event, one.Seq, one.Type, Word(one.State), one.Attempts, one.Status, one.Error, one.At)),
        ];
    }

    public Task<bool> ReplayAsync(SessionId session, string webhook, string eventId) =>
        deliveries.ReplayAsync(session, webhook, eventId, CancellationToken.None);

    private async Task<EventView[]> ShowAsync(IReadOnlyList<StoredEvent> batch, EventQuery query, EventFormat format)
    {
        if (await sessions.FindAsync(batch[0].Session, CancellationToken.None) is not { } session)
            return [];
        var context = await faces.OfAsync(session, configs.Open(session).Shown, CancellationToken.None);
        return
        [
            .. batch
                .Where(happened => format.NameOf(happened.Event.Type) is { } name && EventFilter.Wants(query.Names, name))
                .Select(happened => (happened.Seq, Json: format.Write(happened, context)))
                .Where(static told => told.Json is not null)
                .Select(static told => new EventView(told.Seq, Encoding.UTF8.GetString(told.Json!))),
        ];
    }

    private async Task<bool> ComesAsync(Task next, TimeSpan left)
    {
        try
        {
            await next.WaitAsync(left, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static DeliveryState ParseState(string word) =>
        Enum.GetValues<DeliveryState>().Where(state => Word(state) == word).Select(static state => (DeliveryState?)state).SingleOrDefault()
        ?? throw new ArgumentException("state must be delivered, dead or replay.");

    private static string Word(DeliveryState state) => state.ToString().ToLowerInvariant();
}
