using System.Text.Json.Serialization;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>What is asked of a new session.</summary>
/// <param name="Label">For people, at most 100 characters.</param>
/// <param name="Start">Whether it shows a QR code at once; not by default.</param>
/// <param name="AutoRead">Whether messages are marked as read; so by default.</param>
/// <param name="PresenceTyping">Whether typing is shown before a message is sent.</param>
/// <param name="RatePerMin">Messages a minute (20).</param>
/// <param name="RatePerHour">Messages an hour (200).</param>
public sealed record GatewayCreateRequest(
    string? Label = null, bool? Start = null, bool? AutoRead = null, bool? PresenceTyping = null, int? RatePerMin = null, int? RatePerHour = null);

/// <summary>A part of a list.</summary>
/// <param name="Data">The part.</param>
/// <param name="NextCursor">Where the next one begins; missing after the last.</param>
public sealed record GatewayList<TItem>(
    TItem[] Data, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor);

/// <summary>What is in the QR code.</summary>
/// <param name="Code">Whoever sees it can link the session.</param>
/// <param name="ExpiresAt">Milliseconds since 1970-01-01 UTC.</param>
public sealed record GatewayQr(string Code, long? ExpiresAt);

/// <param name="Phone">With the country code; digits.</param>
public sealed record GatewayPairingRequest(string? Phone);

public sealed record GatewayPairingCode(string Code);

/// <summary>The account on WhatsApp.</summary>
public sealed record GatewayMe(string SessionId, string Status, string? WaJid, string? WaLid, string? PhoneNumber, bool Connected);
