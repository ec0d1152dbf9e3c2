using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Webhooks;

/// <summary>Posts to receivers. All share one pool of connections; each waits only for itself.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int Redirects = 3;
    private const int LongestError = 200;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookSender(WebhookOptions options, TimeProvider time)
        : this(options, time, new GuardedConnector(
            address => options.AllowPrivateAddresses || PublicAddresses.Contains(address), Dns.GetHostAddressesAsync))
    {
    }

    internal WebhookSender(WebhookOptions options, TimeProvider time, GuardedConnector connector)
    {
        (_timeout, _time) = (options.Timeout, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // ours looks at what it is redirected to
            UseCookies = false,
            UseProxy = false, // it would connect in our place, to wherever it likes
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = connector.ConnectAsync,
            MaxConnectionsPerServer = 64,
            MaxResponseDrainSize = 64 * 1024,
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // names move
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Posts an event once. It never throws but when it is cancelled.</summary>
    public async Task<Receipt> SendAsync(WebhookConfig webhook, string eventId, byte[] body, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_timeout);
        try
        {
            return await FollowAsync(webhook, eventId, body, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Receipt(null, string.Create(CultureInfo.InvariantCulture, $"It didn't answer within {_timeout.TotalSeconds:0.#} s."));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or AuthenticationException or NotSupportedException
            or InvalidOperationException or UriFormatException)
        {
            return new Receipt(null, Shorten((problem.InnerException ?? problem).Message));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Receipt> FollowAsync(WebhookConfig webhook, string eventId, byte[] body, CancellationToken cancellationToken)
    {
        var home = new Uri(webhook.Url);
        var address = home;
        for (var redirects = 0; ; redirects++)
        {
            if (ReceiverAddress.Problem(address) is { } problem)
                return new Receipt(null, problem);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            WebhookHeaders.Add(request, webhook, eventId, body, _time.GetUtcNow(), IsHome(address, home));
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
                return new Receipt(status, null);

            // Other redirects mean another method, which means that nothing is taken.
            if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || response.Headers.Location is not { } location)
                return new Receipt(status, $"It answered {status}.");
            if (redirects == Redirects)
                return new Receipt(status, "It redirected too often.");
            address = new Uri(address, location);
        }
    }

    /// <summary>The scheme counts: what may go to https://host must not go to http://host, in the clear.</summary>
    internal static bool IsHome(Uri address, Uri home) =>
        Uri.Compare(address, home, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string Shorten(string text) => text.Length <= LongestError ? text : text[..LongestError];
}
