using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Wasilo.Api.Tests.Dialects;
using Wasilo.Api.Tests.Waha;

namespace Wasilo.Api.Tests;

/// <summary>Limits, logs, metrics and documents.</summary>
public sealed class OperationTests : IAsyncLifetime
{
    private readonly Lines _lines = new();
    private WahaBox _box = null!;

    public async Task InitializeAsync()
    {
        _box = new WahaBox { Settings = ["--Limits:RequestsPerMinute=30"], Logs = _lines };
        await _box.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _box.DisposeAsync();
        _lines.Dispose();
    }

    [Fact]
    public async Task A_key_that_asks_too_often_waits_and_others_do_not()
    {
        using var http = _box.Anonymous();
        var key = await _box.KeyAsync("default", ["manage", "read"]);
        var dialects = new (string Path, string Header)[]
        {
            ("/api/sessions", $"X-Api-Key: {key}"), ("/api/v1/sessions", $"Authorization: Bearer {key}"),
            ("/v2/session/me?instance_id=AAAAAAAAAAAA", $"access-token: {key}"), ("/api/sessions/x", $"apikey: {key}"),
            ("/wp-json/awp/v1/session/me?instance_id=AAAAAAAAAAAA&access_token=" + key, "X-Nothing: 1"),
        };
        foreach (var (path, header) in dialects)
        {
            var codes = new List<int>();
            for (var call = 0; call < 40 && !codes.Contains(429); call++)
                codes.Add((await http.CallAsync("GET", path, null, header)).Status);
            codes.ShouldContain(429, path);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sessions");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var limited = await http.SendAsync(request);
        limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
        var error = (await limited.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("rate_limited");
        error.GetProperty("details").GetProperty("retryAfterSeconds").GetInt32().ShouldBePositive();
        var another = await _box.KeyAsync("default", ["manage"]);
        (await http.CallAsync("GET", "/api/v1/sessions", null, $"Authorization: Bearer {another}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task No_key_reaches_a_log_line()
    {
        using var http = _box.Anonymous();
        await http.CallAsync("GET", $"/v2/session/info?instance_id=AAAAAAAAAAAA&access_token={_box.Key}");
        await http.CallAsync("GET", $"/wp-json/awp/v1/session/info?instance_id=AAAAAAAAAAAA&access_token={_box.Key}");
        await http.CallAsync("GET", "/api/sessions", null, $"X-Api-Key: {_box.Key}");
        await http.CallAsync("GET", $"/link/{_box.Key}");
        await http.CallAsync("GET", $"/nowhere/{_box.Key}?x-api-key={_box.Key}");

        await Eventually.TrueAsync(() => _lines.All.Any(line => line.Contains("GET /v2/session/info 404", StringComparison.Ordinal)));
        await Eventually.TrueAsync(() => _lines.All.Any(line => line.Contains("GET (none) 404", StringComparison.Ordinal)));
        _lines.All.ShouldContain(line => line.Contains("GET /link/{key} 404", StringComparison.Ordinal));
        var (id, secret) = (_box.Key[3..15], _box.Key[16..]);
        _lines.All.ShouldContain(line => line.Contains($"key={id} ", StringComparison.Ordinal));
        _lines.All.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_are_told_in_the_form_of_Prometheus()
    {
        using var http = _box.Anonymous();
        await http.CallAsync("GET", "/ping");

        await Eventually.TrueAsync(async () =>
        {
            var metrics = await http.CallAsync("GET", "/metrics");
            return metrics.Status == 200 && metrics.Text.Contains("http_server_request_duration_seconds_count", StringComparison.Ordinal);
        });
        (await http.CallAsync("GET", "/metrics")).Text.ShouldNotContain(_box.Key);
    }

    [Fact]
    public async Task Answers_are_compressed_for_who_can_read_that()
    {
        using var http = _box.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/waha.json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");

        using var response = await http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
    }

    [Fact]
    public async Task Documents_have_examples_and_a_page_to_try_them()
    {
        using var http = _box.Anonymous();
        foreach (var name in (string[])["waha", "wappfy", "wawp-v2", "wawp-v1", "gateway"])
        {
            var document = (await http.CallAsync("GET", $"/openapi/{name}.json")).Json;
            var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().ToArray();
            schemas.Any(schema => schema.Value.TryGetProperty("example", out _) || schema.Value.TryGetProperty("examples", out _)).ShouldBeTrue(name);
        }

        var page = await http.CallAsync("GET", "/docs/");
        (page.Status, page.Type).ShouldBe((200, "text/html"));
        page.Text.ShouldNotContain("cdn.");
    }

    [Fact]
    public async Task A_body_without_a_length_has_the_same_limit()
    {
        using var http = _box.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sessions") { Content = new StreamContent(new MemoryStream(new byte[2_000_000])) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Api-Key", _box.Key);

        using var response = await http.SendAsync(request);

        ((int)response.StatusCode).ShouldBeOneOf(400, 413);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain(" at ");
    }

    /// <summary>Remembers what is logged.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> All => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
