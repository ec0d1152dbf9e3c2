using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Events;
using Wasilo.WhatsApp.Events;

namespace Wasilo.Grains.Events;

/// <summary>What happens in a session's life, as events to be kept. Dialects make their own of it when they tell it.</summary>
internal static class LifeEvents
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>It became something else.</summary>
    /// <param name="last">The last statuses, the oldest first; the last one is the new one.</param>
    public static SessionEvent StatusChanged(IReadOnlyList<StatusChange> last) => Make(
        EventTypes.Status,
        last[^1].At,
        new StatusBody(
            StatusWords.Of(last[^1].Status),
            last[^1].Reason,
            [.. last.Select(static change => new StatusEntry(StatusWords.Of(change.Status), change.At.ToUnixTimeMilliseconds()))]));

    /// <summary>It shows a QR code. Who reads events may scan it, as who asks for it may.</summary>
    public static SessionEvent QrShown(ShownQr qr, DateTimeOffset at) =>
        Make(EventTypes.Qr, at, new QrBody(qr.Text, qr.ExpiresAt.ToUnixTimeMilliseconds()));

    /// <summary>A phone has linked it.</summary>
    public static SessionEvent DeviceLinked(Paired paired, DateTimeOffset at) => Make(
        EventTypes.Paired,
        at,
        new PairedBody(paired.Id.ToString(), paired.Lid?.ToString(), paired.Platform, paired.BusinessName));

    private static SessionEvent Make<TBody>(string type, DateTimeOffset at, TBody body) =>
        new(EventIds.Mint(at), type, at, JsonSerializer.SerializeToUtf8Bytes(body, Options));

    /// <summary>As kept.</summary>
    internal sealed record StatusBody(string Status, string? Reason, StatusEntry[] Statuses);

    /// <summary>As kept; time in milliseconds.</summary>
    internal sealed record StatusEntry(string Status, long Timestamp);

    private sealed record QrBody(string Code, long ExpiresAt);

    private sealed record PairedBody(string Jid, string? Lid, string? Platform, string? BusinessName);
}
