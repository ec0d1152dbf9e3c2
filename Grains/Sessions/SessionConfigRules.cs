using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Webhooks;

namespace Wasilo.Grains.Sessions;

/// <summary>What a session's config may be. Limits keep a caller from filling the database with one.</summary>
internal static class SessionConfigRules
{
    private const int MaxMetadata = 50;
    private const int MaxWebhooks = 20;
    private const int MaxEvents = 100;
    private const int MaxHeaders = 50;
    private const int MaxText = 2_000;
    private const int MaxDeviceName = 50;
    private const int MaxLabel = 100;
    private static readonly string[] LogLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"];
    private static readonly string[] Policies = ["constant", "linear", "exponential"];

    /// <exception cref="ArgumentException">Something can't be; the message says what and what could.</exception>
    public static void Check(SessionConfig config)
    {
        Require(config.Metadata.Count <= MaxMetadata, $"metadata has at most {MaxMetadata} entries.");
        Require(
            config.Metadata.All(entry => entry.Key.Length <= MaxText && entry.Value.Length <= MaxText),
            $"metadata has at most {MaxText} characters an entry.");
        Require(config.Webhooks.Length <= MaxWebhooks, $"webhooks has at most {MaxWebhooks} entries.");
        foreach (var webhook in config.Webhooks)
            Check(webhook);
        if (config.Proxy is { } proxy)
            EngineOptions.ProxyOf(proxy);
        if (config.Client.BrowserName is { } browser)
            EngineOptions.PlatformOf(browser);
        Require(config.Client.DeviceName is not { Length: 0 or > MaxDeviceName }, $"client.deviceName has 1 to {MaxDeviceName} characters.");
        Require(LogLevels.Contains(config.LogLevel), $"log.level must be one of {string.Join(", ", LogLevels)}.");
        Require(config.Store.Label is not { Length: > MaxText }, $"store.address has at most {MaxText} characters.");
        Require(config.Label is not { Length: > MaxLabel }, $"label has at most {MaxLabel} characters.");
        Require(config.CreatedBy is not { Length: > MaxText }, $"The user's name has more than {MaxText} characters.");
        Require(config.RatePerMinute is null or >= 0, "ratePerMin must be 0, for any number, or more.");
        Require(config.RatePerHour is null or >= 0, "ratePerHour must be 0, for any number, or more.");
    }

    private static void Check(WebhookConfig webhook)
    {
        Require(
            webhook.Url.Length <= MaxText && Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) && ReceiverAddress.Problem(url) is null,
            "webhooks[].url must be an http or https address without user and password.");
        Require(EventFormat.Dialects.Contains(webhook.Dialect), "webhooks[] has a dialect that there isn't.");
        Require(
            webhook.Events.Length is > 0 and <= MaxEvents && webhook.Events.All(name => name.Length is > 0 and <= 100),
            "webhooks[].events must name events.");
        Require(webhook.HmacKey is not { Length: 0 or > MaxText }, $"webhooks[].hmac.key has 1 to {MaxText} characters.");
        Require(Policies.Contains(webhook.Retries.Policy), $"webhooks[].retries.policy must be one of {string.Join(", ", Policies)}.");
        Require(webhook.Retries.DelaySeconds is >= 0 and <= 3_600, "webhooks[].retries.delaySeconds must be 0 to 3600.");
        Require(webhook.Retries.Attempts is >= 0 and <= 100, "webhooks[].retries.attempts must be 0 to 100.");
        Require(
            webhook.CustomHeaders.Length <= MaxHeaders && webhook.CustomHeaders.All(header => IsHeader(header.Name) && IsHeaderValue(header.Value)),
            $"webhooks[].customHeaders must be at most {MaxHeaders} headers of HTTP.");
    }

    private static bool IsHeader(string name) =>
        name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static bool IsHeaderValue(string value) => value.Length <= MaxText && value.All(c => c is >= ' ' and < (char)0x7F);

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }
}
