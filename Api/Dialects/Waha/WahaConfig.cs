namespace Wasilo.Api.Dialects.Waha;

/// <summary>A session's config in WAHA's shape, with the options of the dialects that follow it.</summary>
public sealed record WahaConfig
{
    public Dictionary<string, string>? Metadata { get; init; }

    public WahaWebhook[]? Webhooks { get; init; }

    public WahaProxy? Proxy { get; init; }

    public bool? Debug { get; init; }

    public WahaIgnore? Ignore { get; init; }

    public WahaClient? Client { get; init; }

    public WahaNoweb? Noweb { get; init; }

    public WahaGows? Gows { get; init; }

    public WahaWebjs? Webjs { get; init; }

    /// <summary>The address is a label. It names no file.</summary>
    public WahaStore? Store { get; init; }

    public WahaLog? Log { get; init; }

    public bool? AutoRearm { get; init; }
}

public sealed record WahaWebhook(string? Url, string[]? Events, WahaHmac? Hmac, WahaRetries? Retries, WahaHeader[]? CustomHeaders);

public sealed record WahaHmac(string? Key);

public sealed record WahaRetries(string? Policy, int? DelaySeconds, int? Attempts);

public sealed record WahaHeader(string? Name, string? Value);

public sealed record WahaProxy(string? Server, string? Username, string? Password);

public sealed record WahaIgnore(bool? Status, bool? Groups, bool? Channels, bool? Broadcast);

public sealed record WahaClient(string? DeviceName, string? BrowserName);

public sealed record WahaNoweb(bool? MarkOnline, WahaNowebStore? Store);

public sealed record WahaNowebStore(bool? Enabled, bool? FullSync);

public sealed record WahaGows(WahaGowsStorage? Storage);

public sealed record WahaGowsStorage(bool? Messages, bool? Groups, bool? Chats, bool? Labels);

public sealed record WahaWebjs(bool? TagsEventsOn);

public sealed record WahaStore(string? Dialect, string? Address);

public sealed record WahaLog(string? Level);
