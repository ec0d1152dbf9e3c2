using Wasilo.Storage.Events;

namespace Wasilo.Grains.Events;

/// <summary>How a dialect tells of events.</summary>
internal abstract class EventFormat
{
    /// <summary>A dialect's, by its name in a config.</summary>
    public static EventFormat Of(string dialect) => dialect switch
    {
        GatewayEvents.Dialect => GatewayEvents.Instance,
        WahaEvents.Wawp => WahaEvents.ForWawp,
        _ => WahaEvents.Instance,
    };

    /// <summary>All names of dialects.</summary>
    public static IReadOnlyList<string> Dialects { get; } = [WahaEvents.Waha, WahaEvents.Wawp, GatewayEvents.Dialect];

    /// <summary>What the dialect calls this kind of event; null if it knows none such.</summary>
    public abstract string? NameOf(string type);

    /// <summary>The event as JSON in UTF-8, the same bytes each time; null if the dialect doesn't tell it.</summary>
    public abstract byte[]? Write(StoredEvent happened, EventContext context);
}
