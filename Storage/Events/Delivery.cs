using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>What became of an event at a webhook.</summary>
public enum DeliveryState
{
    /// <summary>The receiver has taken it.</summary>
    Delivered,

    /// <summary>It was given up after the last attempt. It can be replayed as long as it is kept.</summary>
    Dead,

    /// <summary>It will be tried once more.</summary>
    Replay,
}

/// <summary>An entry of the log of deliveries.</summary>
/// <param name="Session">Whose event it was.</param>
/// <param name="Webhook">The webhook's id; see <see cref="WebhookIds"/>.</param>
/// <param name="Event">The event's id.</param>
/// <param name="Seq">The event's number in its session.</param>
/// <param name="Type">The event's name.</param>
/// <param name="State">What became of it.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Status">The last answer's status of HTTP; null if there was none.</param>
/// <param name="Error">Why the last attempt failed; null if it didn't.</param>
/// <param name="At">When that was.</param>
public sealed record Delivery(
    SessionId Session,
    string Webhook,
    string Event,
    long Seq,
    string Type,
    DeliveryState State,
    int Attempts,
    int? Status,
    string? Error,
    DateTimeOffset At);
