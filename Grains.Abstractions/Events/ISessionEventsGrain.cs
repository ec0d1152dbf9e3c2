namespace Wasilo.Grains.Abstractions.Events;

/// <summary>
/// What happens in a session, and what became of telling its webhooks. Its key is the session's id, and it is the same grain as
/// <see cref="Sessions.ISessionGrain"/>. A session that doesn't exist answers null.
/// </summary>
[Alias("wasilo.ISessionEventsGrain")]
public interface ISessionEventsGrain : IGrainWithStringKey
{
    /// <summary>Events from behind a number on; waited for if there are none yet.</summary>
    [Alias("Read")]
    Task<EventPage?> Read(EventQuery query);

    /// <summary>What became of events at webhooks, the latest first.</summary>
    /// <param name="state">delivered, dead or replay; null for all.</param>
    /// <param name="before">Only of events with a smaller number; null for all.</param>
    /// <param name="limit">At most 1,000.</param>
    /// <exception cref="ArgumentException">There is no such state, or the limit can't be.</exception>
    [Alias("ListDeliveries")]
    Task<DeliveryView[]?> ListDeliveries(string? state, long? before, int limit);

    /// <summary>Has an event told to a webhook once more. False if there is no such delivery, or no such webhook any more.</summary>
    [Alias("Replay")]
    Task<bool> Replay(string webhook, string eventId);
}
