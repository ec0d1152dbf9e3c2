using Wasilo.Grains.Abstractions.Events;

namespace Wasilo.Grains.Sessions;

/// <summary>What happens in the session, told to those who ask.</summary>
internal sealed partial class SessionGrain
{
    public async Task<EventPage?> Read(EventQuery query) => Find() is { } actor ? await services.Feed.ReadAsync(actor, query) : null;

    public async Task<DeliveryView[]?> ListDeliveries(string? state, long? before, int limit) =>
        Find() is { } actor ? await services.Feed.ListAsync(actor.Record.Id, state, before, limit) : null;

    public async Task<bool> Replay(string webhook, string eventId) =>
        Find() is { } actor && await services.Feed.ReplayAsync(actor.Record.Id, webhook, eventId);
}
