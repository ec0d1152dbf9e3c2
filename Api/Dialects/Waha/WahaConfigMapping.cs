using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Api.Dialects.Waha;

/// <summary>Between WAHA's shape of a config and ours. What the caller leaves out has its default.</summary>
internal static class WahaConfigMapping
{
    public static SessionConfig ToConfig(this WahaConfig? waha) => waha is null ? SessionConfig.Default : new SessionConfig
    {
        Metadata = waha.Metadata ?? [],
        Webhooks = [.. (waha.Webhooks ?? []).Select(ToConfig)],
        Proxy = waha.Proxy is { } proxy ? new ProxyConfig(proxy.Server ?? "", proxy.Username, proxy.Password) : null,
        Debug = waha.Debug ?? false,
        Ignore = new IgnoreConfig(
            waha.Ignore?.Status ?? false, waha.Ignore?.Groups ?? false, waha.Ignore?.Channels ?? false, waha.Ignore?.Broadcast ?? false),
        Client = new ClientConfig(waha.Client?.DeviceName, waha.Client?.BrowserName),
        Store = ToStore(waha),
        MarkOnline = waha.Noweb?.MarkOnline ?? true,
        LogLevel = waha.Log?.Level?.ToUpperInvariant() ?? SessionConfig.Default.LogLevel,
        TagsEventsOn = waha.Webjs?.TagsEventsOn ?? false,
        AutoRearm = waha.AutoRearm ?? false,
    };

    /// <summary>What is given in place of what is known, each with all that belongs to it; the rest stays.</summary>
    public static SessionConfig Over(this WahaConfig given, SessionConfig known)
    {
        var before = known.ToWaha(secrets: true);
        return new WahaConfig
        {
            Metadata = given.Metadata ?? before.Metadata,
            Webhooks = given.Webhooks ?? before.Webhooks,
            Proxy = given.Proxy ?? before.Proxy,
            Debug = given.Debug ?? before.Debug,
            Ignore = given.Ignore ?? before.Ignore,
            Client = given.Client ?? before.Client,
            Noweb = given.Noweb ?? before.Noweb,
            Gows = given.Gows ?? before.Gows,
            Webjs = given.Webjs ?? before.Webjs,
            Store = given.Store ?? before.Store,
            Log = given.Log ?? before.Log,
            AutoRearm = given.AutoRearm ?? before.AutoRearm,
        }.ToConfig().WithWhatWahaHasNot(known);
    }

    /// <summary>What other dialects configure outlives a change by one that doesn't know of it.</summary>
    public static SessionConfig WithWhatWahaHasNot(this SessionConfig config, SessionConfig known) => config with
    {
        Label = known.Label,
        CreatedBy = known.CreatedBy,
        AutoRead = known.AutoRead,
        PresenceTyping = known.PresenceTyping,
        RatePerMinute = known.RatePerMinute,
        RatePerHour = known.RatePerHour,
    };

    /// <param name="config">Ours.</param>
    /// <param name="secrets">Whether keys and passwords are shown, as WAHA does, to whoever may set them.</param>
    public static WahaConfig ToWaha(this SessionConfig config, bool secrets) => new()
    {
        Metadata = config.Metadata,
        Webhooks = [.. config.Webhooks.Select(webhook => ToWaha(webhook, secrets))],
        Proxy = config.Proxy is { } proxy ? new WahaProxy(proxy.Server, proxy.Username, secrets ? proxy.Password : null) : null,
        Debug = config.Debug,
        Ignore = new WahaIgnore(config.Ignore.Status, config.Ignore.Groups, config.Ignore.Channels, config.Ignore.Broadcast),
        Client = new WahaClient(config.Client.DeviceName, config.Client.BrowserName),
        Noweb = new WahaNoweb(config.MarkOnline, new WahaNowebStore(config.Store.Messages, config.Store.FullSync)),
        Gows = new WahaGows(new WahaGowsStorage(config.Store.Messages, config.Store.Groups, config.Store.Chats, config.Store.Labels)),
        Webjs = new WahaWebjs(config.TagsEventsOn),
        Log = new WahaLog(config.LogLevel),
        Store = config.Store.Label is { } label ? new WahaStore(null, label) : null,
        AutoRearm = config.AutoRearm,
    };

    private static StoreConfig ToStore(WahaConfig waha)
    {
        var stored = waha.Gows?.Storage;
        var all = waha.Noweb?.Store?.Enabled ?? true;
        return new StoreConfig(
            stored?.Messages ?? all,
            stored?.Groups ?? all,
            stored?.Chats ?? all,
            stored?.Labels ?? all,
            waha.Noweb?.Store?.FullSync ?? false,
            waha.Store?.Address);
    }

    private static WebhookConfig ToConfig(WahaWebhook webhook)
    {
        var defaults = new RetryConfig();
        return new WebhookConfig
        {
            Url = webhook.Url ?? "",
            Events = webhook.Events ?? [],
            HmacKey = webhook.Hmac?.Key,
            Retries = new RetryConfig(
                webhook.Retries?.Policy ?? defaults.Policy,
                webhook.Retries?.DelaySeconds ?? defaults.DelaySeconds,
                webhook.Retries?.Attempts ?? defaults.Attempts),
            CustomHeaders = [.. (webhook.CustomHeaders ?? []).Select(header => new HeaderConfig(header.Name ?? "", header.Value ?? ""))],
        };
    }

    private static WahaWebhook ToWaha(WebhookConfig webhook, bool secrets) => new(
        webhook.Url,
        webhook.Events,
        webhook.HmacKey is not null && secrets ? new WahaHmac(webhook.HmacKey) : null,
        new WahaRetries(webhook.Retries.Policy, webhook.Retries.DelaySeconds, webhook.Retries.Attempts),
        [.. webhook.CustomHeaders.Select(header => new WahaHeader(header.Name, secrets ? header.Value : null))]);
}
