using System.Text.Json.Serialization;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>What every request carries, in its query, its body or its headers.</summary>
/// <param name="InstanceId">The session's id.</param>
/// <param name="AccessToken">The API key.</param>
public sealed record WawpV2Credentials(
    [property: JsonPropertyName("instance_id")] string? InstanceId, [property: JsonPropertyName("access_token")] string? AccessToken);

/// <summary>Something was done.</summary>
public sealed record WawpV2Done(bool Success, string Message, [property: JsonPropertyName("instance_id")] string InstanceId);

/// <summary>The account on WhatsApp.</summary>
/// <param name="Id">As <c>15550000001@c.us</c>.</param>
/// <param name="PushName">The name that others see.</param>
/// <param name="Platform">android, ios or web.</param>
public sealed record WawpV2Me(string Id, string PushName, string? Platform);

/// <summary>A file inside of JSON; with format=raw, JSON inside of JSON.</summary>
public sealed record WawpV2File(string Mimetype, string Data);

/// <summary>The QR code in a data URI.</summary>
public sealed record WawpV2QrImage(string Qr);

public sealed record WawpV2Code(string Code);

/// <summary>Where the session's events go.</summary>
/// <param name="Webhooks">All of them.</param>
/// <param name="SystemConfig">What deliveries are like.</param>
public sealed record WawpV2Webhooks(WawpV2Webhook[] Webhooks, WawpV2SystemConfig SystemConfig);

/// <summary>How deliveries are repeated.</summary>
public sealed record WawpV2SystemConfig(int MaxAttempts, int DelaySeconds, string Policy);

/// <summary>How fast a session may send.</summary>
/// <param name="Name">Of the policy.</param>
/// <param name="PerMinute">Messages a minute; null for any number.</param>
/// <param name="PerHour">Messages an hour; null for any number.</param>
public sealed record WawpV2RatePolicy(
    string Name, [property: JsonPropertyName("per_minute")] int? PerMinute, [property: JsonPropertyName("per_hour")] int? PerHour);

/// <summary>The policies, and which one counts.</summary>
public sealed record WawpV2RateLimit(string Current, WawpV2RatePolicy[] Policies);
