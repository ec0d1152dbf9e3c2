using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Wasilo.Grains.Tests.Webhooks;

/// <summary>A receiver of webhooks on loopback that keeps what it gets, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private WebApplication? _app;

    public string Url { get; private set; } = "http://127.0.0.1:0/";

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyCollection<ReceivedRequest> Requests => _requests;

    /// <summary>What it answers; 200 and nothing else if it isn't set.</summary>
    public Action<ReceivedRequest, HttpResponse> Answer { get; set; } = static (_, _) => { };

    /// <summary>What it waits for before it answers.</summary>
    public Func<ReceivedRequest, Task> Delay { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Starts it, at the address that it had before if it had one.</summary>
    public async Task StartAsync(string? url = null)
    {
        Url = url ?? Url;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        _app = builder.Build();
        _app.Run(HandleAsync);
        await _app.StartAsync();
        Url = $"{_app.Urls.Single()}/";
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
            await app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task HandleAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new ReceivedRequest(http.Request.Method, http.Request.Path.Value!, headers, body.ToArray());
        _requests.Enqueue(request);
        await Delay(request);
        Answer(request, http.Response);
    }
}

internal sealed record ReceivedRequest(string Method, string Path, Dictionary<string, string> Headers, byte[] Body);
