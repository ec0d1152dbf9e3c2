using System.Text.Json.Serialization;
using Wasilo.Api.Dialects.Waha;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>A session as Wawp shows it.</summary>
public sealed record WawpV2Session
{
    /// <summary>Twelve characters of A-Z and 0-9, permanent.</summary>
    [JsonPropertyName("instance_id")]
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    [JsonPropertyName("session_name")]
    public required string SessionName { get; init; }

    /// <summary>The node that it is placed on.</summary>
    [JsonPropertyName("server_name")]
    public string? ServerName { get; init; }

    public required SessionStatus Status { get; init; }

    /// <summary>Why, with FAILED.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    public required WawpV2Config Config { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WahaMe? Me { get; init; }

    /// <summary>The QR code as an image in a data URI, while there is one to scan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Qr { get; init; }

    internal static WawpV2Session Of(SessionView session, bool secrets) => new()
    {
        InstanceId = session.Id,
        Name = session.Name,
        SessionName = session.Name,
        ServerName = session.PlacedOn,
        Status = WahaSession.Word(session.Status),
        Reason = session.Reason,
        Config = WawpV2Config.Of(session.Config, secrets),
        Me = WahaMe.Of(session.Me),
    };
}

/// <summary>A session's config as Wawp shows it.</summary>
/// <param name="Webhooks">An array or, when there are none, an empty object.</param>
/// <param name="Proxy">Null for none.</param>
public sealed record WawpV2Config(object Webhooks, WahaProxy? Proxy)
{
    internal static WawpV2Config Of(SessionConfig config, bool secrets)
    {
        var waha = config.ToWaha(secrets);
        return new WawpV2Config(config.Webhooks.Length == 0 ? new object() : config.Webhooks.Select(WawpV2Webhook.Of), waha.Proxy);
    }
}

/// <summary>Where events go.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Events">Names of events; <c>*</c> is all.</param>
/// <param name="IsActive">Whether it is used: true, false, 1 or 0.</param>
public sealed record WawpV2Webhook(
    string? Url, string[]? Events, [property: JsonPropertyName("is_active"), JsonConverter(typeof(BooleanOrNumber))] bool? IsActive)
{
    internal static WawpV2Webhook Of(WebhookConfig webhook) => new(webhook.Url, webhook.Events, webhook.Active);

    internal WebhookConfig ToConfig(WebhookConfig? known) => (known ?? new WebhookConfig { Url = "", Events = [] }) with
    {
        Url = Url ?? "",
        Events = Events ?? [],
        Active = IsActive ?? true,
    };
}
