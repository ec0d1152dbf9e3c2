using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Wasilo.Demo;

/// <summary>The program that someone would write to hear of messages: it takes webhooks, and only those that are signed.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private const string Signature = "X-Webhook-Hmac";

    private readonly WebApplication _app;
    private readonly Channel<JsonElement> _events = Channel.CreateBounded<JsonElement>(1000);
    private readonly byte[] _key;

    private WebhookReceiver(WebApplication app, string key) => (_app, _key) = (app, Encoding.UTF8.GetBytes(key));

    public string Url => _app.Urls.First();

    public static async Task<WebhookReceiver> StartAsync(string key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build(), key);
        receiver._app.MapPost("/", receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for an event; those before it are gone.</summary>
    /// <exception cref="TimeoutException">It isn't told in time.</exception>
    public async Task<JsonElement> NextAsync(string what, int seconds, Predicate<JsonElement> isIt, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            while (true)
            {
                var next = await _events.Reader.ReadAsync(patience.Token);
                if (isIt(next))
                    return next;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"No webhook told {what} within {seconds} s.");
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var expected = Convert.ToHexStringLower(HMACSHA512.HashData(_key, body.ToArray()));
        var given = request.Headers[Signature].ToString();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given)))
            return Results.Unauthorized();
        using var document = JsonDocument.Parse(body.ToArray());
        await _events.Writer.WriteAsync(document.RootElement.Clone(), request.HttpContext.RequestAborted);
        return Results.Ok();
    }
}
