using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Gateway;

/// <summary>A session as Gateway shows it. Times are milliseconds since 1970-01-01 UTC.</summary>
public sealed record GatewaySession
{
    private const int DefaultPerMinute = 20;
    private const int DefaultPerHour = 200;

    public required string Id { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>The node that it is placed on.</summary>
    public required string GatewayId { get; init; }

    public string? Label { get; init; }

    public string? CreatedByUserId { get; init; }

    /// <summary>starting, scan_qr_code, working, failed, stopped or logged_out.</summary>
    public required string Status { get; init; }

    public string? WaJid { get; init; }

    public string? WaLid { get; init; }

    public string? PhoneNumber { get; init; }

    public bool IsAdminSession { get; init; }

    public required bool AutoRead { get; init; }

    public required bool PresenceTyping { get; init; }

    public required int RatePerMin { get; init; }

    public required int RatePerHour { get; init; }

    public long? LastConnectedAt { get; init; }

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    internal static SessionConfig Configure(GatewayCreateRequest request, string? user) => new()
    {
        Label = request.Label,
        CreatedBy = user,
        AutoRead = request.AutoRead ?? true,
        PresenceTyping = request.PresenceTyping ?? false,
        RatePerMinute = request.RatePerMin ?? DefaultPerMinute,
        RatePerHour = request.RatePerHour ?? DefaultPerHour,
    };

    internal static GatewaySession Of(SessionView session) => new()
    {
        Id = session.Id,
        OrganizationId = session.Account,
        GatewayId = session.PlacedOn ?? "",
        Label = session.Config.Label ?? session.Name,
        CreatedByUserId = session.Config.CreatedBy,
        Status = GatewayWords.Of(session.Status),
        WaJid = session.Me?.Jid,
        WaLid = session.Me?.Lid,
        PhoneNumber = session.Me?.PhoneNumber,
        AutoRead = session.Config.AutoRead,
        PresenceTyping = session.Config.PresenceTyping,
        RatePerMin = session.Config.RatePerMinute ?? DefaultPerMinute,
        RatePerHour = session.Config.RatePerHour ?? DefaultPerHour,
        LastConnectedAt = session.ConnectedAt?.ToUnixTimeMilliseconds(),
        CreatedAt = session.CreatedAt.ToUnixTimeMilliseconds(),
        UpdatedAt = session.UpdatedAt.ToUnixTimeMilliseconds(),
    };
}
