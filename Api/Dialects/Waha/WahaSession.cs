using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>What is asked of a new session.</summary>
/// <param name="Name">Null for one that is made here.</param>
/// <param name="Start">Whether it starts at once; so by default.</param>
/// <param name="Config">Null for the defaults.</param>
public sealed record WahaCreateRequest(string? Name, bool? Start, WahaConfig? Config);

/// <summary>A config to take the place of the old one.</summary>
public sealed record WahaUpdateRequest(WahaConfig? Config);

/// <summary>What is needed for a pairing code.</summary>
/// <param name="PhoneNumber">With the country code; digits.</param>
/// <param name="Phone">The same, as another dialect calls it.</param>
/// <param name="Method">Only null is offered.</param>
public sealed record WahaCodeRequest(string? PhoneNumber, string? Phone, string? Method);

public sealed record WahaCode(string Code);

public sealed record WahaQr(string Value);

/// <summary>A file inside of JSON.</summary>
/// <param name="Mimetype">What it is.</param>
/// <param name="Data">In base64.</param>
public sealed record WahaFile(string Mimetype, string Data);

/// <summary>The account on WhatsApp.</summary>
/// <param name="Id">As <c>15550000001@c.us</c>.</param>
/// <param name="PushName">The name that others see.</param>
/// <param name="Lid">By hidden id.</param>
/// <param name="Jid">The device's own address.</param>
public sealed record WahaMe(string Id, string PushName, string? Lid, string Jid)
{
    internal static WahaMe? Of(LinkedAccount? me) =>
        me is null ? null : new WahaMe($"{me.PhoneNumber}@c.us", me.PushName ?? "", me.Lid, me.Jid);
}

public sealed record WahaTimestamps(long? Activity);

/// <summary>A status that a session had.</summary>
public sealed record WahaStatus(SessionStatus Status, long Timestamp);

/// <summary>A session in WAHA's shape, and what else is known of it.</summary>
public sealed record WahaSession
{
    /// <summary>Twelve characters of A-Z and 0-9, permanent.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>WAHA knows no LOGGED_OUT: it is FAILED there, with a reason.</summary>
    public required SessionStatus Status { get; init; }

    public string? Reason { get; init; }

    public required WahaStatus[] Statuses { get; init; }

    public required WahaConfig Config { get; init; }

    public WahaMe? Me { get; init; }

    public string? AssignedWorker { get; init; }

    /// <summary>online or offline.</summary>
    public required string Presence { get; init; }

    public required WahaTimestamps Timestamps { get; init; }

    internal static WahaSession Of(SessionView session, bool secrets) => new()
    {
        Id = session.Id,
        Name = session.Name,
        Status = Word(session.Status),
        Reason = session.Reason,
        Statuses = [.. session.Statuses.Select(change => new WahaStatus(Word(change.Status), change.At.ToUnixTimeMilliseconds()))],
        Config = session.Config.ToWaha(secrets),
        Me = WahaMe.Of(session.Me),
        AssignedWorker = session.Node,
        Presence = session.Status == SessionStatus.Working && session.Config.MarkOnline ? "online" : "offline",
        Timestamps = new WahaTimestamps(session.ConnectedAt?.ToUnixTimeMilliseconds()),
    };

    internal static SessionStatus Word(SessionStatus status) => status == SessionStatus.LoggedOut ? SessionStatus.Failed : status;
}
