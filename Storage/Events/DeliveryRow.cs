using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>A row of <c>wasilo_delivery</c>.</summary>
internal sealed record DeliveryRow(
    long Session, string Webhook, string Event, long Seq, string Type, string State, long Attempts, long? Status, string? Error, long At)
{
    public const string Columns = "session, webhook, event, seq, type, state, attempts, status, error, at";

    public static string Text(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "delivered",
        DeliveryState.Dead => "dead",
        _ => "replay",
    };

    public static DeliveryRow From(Delivery delivery) => new(
        delivery.Session.Number,
        delivery.Webhook,
        delivery.Event,
        delivery.Seq,
        delivery.Type,
        Text(delivery.State),
        delivery.Attempts,
        delivery.Status,
        delivery.Error,
        delivery.At.ToUnixTimeMilliseconds());

    public Delivery ToDelivery() => new(
        SessionId.FromNumber(Session),
        Webhook,
        Event,
        Seq,
        Type,
        Enum.GetValues<DeliveryState>().Single(state => Text(state) == State),
        (int)Attempts,
        (int?)Status,
        Error,
        DateTimeOffset.FromUnixTimeMilliseconds(At));
}
