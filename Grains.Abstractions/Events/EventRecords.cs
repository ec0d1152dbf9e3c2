namespace Wasilo.Grains.Abstractions.Events;

/// <summary>Which events are asked for.</summary>
/// <param name="After">The number behind which they are; negative for those from now on.</param>
/// <param name="Names">Their names, or <c>*</c>.</param>
/// <param name="Dialect">How they are told: waha, wawp or gateway.</param>
/// <param name="Limit">How many at most; 1 to 1,000.</param>
/// <param name="Wait">How long to wait if there are none; at most ten seconds.</param>
[GenerateSerializer, Immutable, Alias("wasilo.EventQuery")]
public sealed record EventQuery(long After, string[] Names, string Dialect, int Limit, TimeSpan Wait);

/// <summary>Events in their order.</summary>
/// <param name="Next">Behind which number to ask next.</param>
/// <param name="Events">They may be none.</param>
[GenerateSerializer, Immutable, Alias("wasilo.EventPage")]
public sealed record EventPage(long Next, EventView[] Events);

/// <summary>An event as it is told.</summary>
/// <param name="Seq">Its number in its session.</param>
/// <param name="Json">All of it.</param>
[GenerateSerializer, Immutable, Alias("wasilo.EventView")]
public sealed record EventView(long Seq, string Json)
{
    /// <summary>Not what it says.</summary>
    public override string ToString() => $"EventView {{ {Seq} }}";
}

/// <summary>What became of an event at a webhook.</summary>
/// <param name="Webhook">The webhook's id.</param>
/// <param name="Event">The event's id.</param>
/// <param name="Seq">The event's number in its session.</param>
/// <param name="Type">The event's name.</param>
/// <param name="State">delivered, dead (given up) or replay (to be tried once more).</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Status">The last answer's status of HTTP; null if there was none.</param>
/// <param name="Error">Why the last attempt failed; null if it didn't.</param>
/// <param name="At">When that was.</param>
[GenerateSerializer, Immutable, Alias("wasilo.DeliveryView")]
public sealed record DeliveryView(
    string Webhook, string Event, long Seq, string Type, string State, int Attempts, int? Status, string? Error, DateTimeOffset At);
