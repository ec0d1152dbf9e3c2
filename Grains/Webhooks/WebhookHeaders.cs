using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;

namespace Wasilo.Grains.Webhooks;

/// <summary>
/// The headers of a request to a receiver: WAHA's, or Gateway's, and beside them those of https://www.standardwebhooks.com, whose
/// <c>webhook-id</c> is the event's id and the same each time.
/// </summary>
internal static class WebhookHeaders
{
    private const string UserAgent = "Wasilo";

    // These say where a request goes and where it ends. They aren't the owner's to choose.
    private static readonly HashSet<string> Connections = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Expect", "Host", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <param name="request">Gets them.</param>
    /// <param name="webhook">Whose.</param>
    /// <param name="eventId">The event's.</param>
    /// <param name="body">What is signed.</param>
    /// <param name="now">When it is sent.</param>
    /// <param name="isHome">Whether it goes to the host that was configured: only that one gets the owner's own headers, which may be secret.</param>
    public static void Add(HttpRequestMessage request, WebhookConfig webhook, string eventId, byte[] body, DateTimeOffset now, bool isHome)
    {
        if (isHome)
        {
            foreach (var header in webhook.CustomHeaders.Where(static header => !Connections.Contains(header.Name)))
                Set(request, header.Name, header.Value);
        }

        var milliseconds = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Set(request, "User-Agent", UserAgent);
        Set(request, "X-Webhook-Request-Id", webhook.Dialect == GatewayEvents.Dialect ? eventId : Guid.NewGuid().ToString("N"));
        Set(request, "X-Webhook-Timestamp", milliseconds);
        Set(request, "webhook-id", eventId);
        Set(request, "webhook-timestamp", seconds);
        if (webhook.HmacKey is not { } secret)
            return;

        var key = Encoding.UTF8.GetBytes(secret);
        Set(request, "X-Webhook-Hmac", Convert.ToHexStringLower(HMACSHA512.HashData(key, body)));
        Set(request, "X-Webhook-Hmac-Algorithm", "sha512");
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{eventId}.{seconds}."), .. body];
        Set(request, "webhook-signature", $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
    }

    /// <summary>The last one of a name wins.</summary>
    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        if (request.Headers.TryAddWithoutValidation(name, value))
            return;
        request.Content!.Headers.Remove(name);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }
}
