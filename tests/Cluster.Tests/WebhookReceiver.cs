using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Wasilo.Cluster.Tests;

/// <summary>Takes events in the test's process, and keeps what they are about.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string EventId, string MessageId)> _messages = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/";

    /// <summary>Of each message event, each time that it came: its id, and the id of its message.</summary>
    public IReadOnlyCollection<(string EventId, string MessageId)> Messages => _messages;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        if (body.RootElement.GetProperty("event").GetString() == "message")
            _messages.Enqueue((http.Request.Headers["webhook-id"].ToString(), body.RootElement.GetProperty("payload").GetProperty("id").GetString()!));
    }
}
