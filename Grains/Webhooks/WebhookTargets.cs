using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Storage.Events;

namespace Wasilo.Grains.Webhooks;

/// <summary>Whom a session's events are for.</summary>
internal static class WebhookTargets
{
    /// <summary>The ids of the webhooks that may want any of these.</summary>
    public static IReadOnlyCollection<string> Of(SessionConfig config, IEnumerable<SessionEvent> events)
    {
        if (config.Webhooks.Length == 0)
            return [];
        var types = events.Select(static happened => happened.Type).Distinct().ToArray();
        return
        [
            .. config.Webhooks
                .Where(webhook => webhook.Active && types.Any(type => Wants(webhook, type)))
                .Select(static webhook => WebhookIds.Of(webhook.Url))
                .Distinct(),
        ];
    }

    /// <summary>The webhook of that id; null if it isn't configured any more, or isn't used.</summary>
    public static WebhookConfig? Find(SessionConfig config, string id) =>
        config.Webhooks.FirstOrDefault(webhook => webhook.Active && WebhookIds.Of(webhook.Url) == id);

    /// <summary>Whether a webhook wants events of that type, as its dialect calls them.</summary>
    public static bool Wants(WebhookConfig webhook, string type) =>
        EventFormat.Of(webhook.Dialect).NameOf(type) is { } name && EventFilter.Wants(webhook.Events, name);
}
