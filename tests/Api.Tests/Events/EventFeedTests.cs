using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wasilo.Api.Tests.Waha;

namespace Wasilo.Api.Tests.Events;

public sealed class EventFeedTests(WahaBox box) : IClassFixture<WahaBox>
{
    [Fact]
    public async Task Events_are_streamed_as_they_happen_and_a_stream_that_is_resumed_misses_nothing()
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name });
        await box.BecomesAsync(name, "SCAN_QR_CODE");

        var first = await ReadAsync($"/api/sessions/{name}/events?since=0&events=session.status", 2);
        first.Select(Status).ShouldBe(["STARTING", "SCAN_QR_CODE"]);
        using var stopped = await box.Http.PostAsync($"/api/sessions/{name}/stop", null);
        var second = await ReadAsync($"/api/sessions/{name}/events?since={first[^1].Seq}&events=session.status", 1);

        second.Select(Status).ShouldBe(["STOPPED"]);
        second[0].Event.GetProperty("session").GetString().ShouldBe(name);
    }

    [Fact]
    public async Task What_was_never_taken_is_listed_as_dead_and_can_be_replayed()
    {
        var name = $"s{Guid.NewGuid():N}";
        var retries = new { policy = "constant", delaySeconds = 1, attempts = 1 };
        // No receiver is at a private address, as long as the operator doesn't say so.
        var webhook = new { url = "http://127.0.0.1:9/", events = new[] { "session.status" }, retries };
        await box.CreateAsync(new { name, config = new { webhooks = new[] { webhook } } });

        JsonElement[] dead = [];
        await Eventually.TrueAsync(async () =>
            (dead = (await box.Http.GetFromJsonAsync<JsonElement[]>($"/api/sessions/{name}/deliveries?state=dead"))!).Length > 0);

        dead[^1].GetProperty("attempts").GetInt32().ShouldBe(2);
        dead[^1].GetProperty("error").GetString()!.ShouldContain("no public address");
        var path = $"/api/sessions/{name}/deliveries/{dead[^1].GetProperty("webhook").GetString()}";
        using var replayed = await box.Http.PostAsync($"{path}/{dead[^1].GetProperty("event").GetString()}/replay", null);
        using var missing = await box.Http.PostAsync($"{path}/evt_nothing/replay", null);
        (replayed.StatusCode, missing.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.NotFound));
        await Eventually.TrueAsync(async () => (await box.Http.GetFromJsonAsync<JsonElement[]>($"/api/sessions/{name}/deliveries"))!
            .Any(one => one.GetProperty("attempts").GetInt32() == 3));
    }

    [Fact]
    public async Task Malformed_requests_and_other_accounts_are_answered_as_everywhere()
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name, start = false });
        using var stranger = await box.ClientAsync("stranger", [.. Wasilo.Grains.Abstractions.Accounts.ApiScopes.All]);
        using var reader = await box.ClientAsync(Wasilo.Api.Access.FirstKey.Account, [Wasilo.Grains.Abstractions.Accounts.ApiScopes.Read]);

        (await StatusAsync(box.Http, $"/api/sessions/{name}/events?since=x")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(box.Http, $"/api/sessions/{name}/deliveries?state=x")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(box.Http, $"/api/sessions/{name}/deliveries?limit=0")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(stranger, $"/api/sessions/{name}/events")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(stranger, $"/api/sessions/{name}/deliveries")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(reader, $"/api/sessions/{name}/events")).ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<List<(long Seq, JsonElement Event)>> ReadAsync(string path, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var response = await box.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        var read = new List<(long, JsonElement)>();
        var seq = 0L;
        while (read.Count < count)
        {
            var line = (await reader.ReadLineAsync(patience.Token)).ShouldNotBeNull();
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                seq = long.Parse(line.AsSpan("id: ".Length), System.Globalization.CultureInfo.InvariantCulture);
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                read.Add((seq, JsonDocument.Parse(line["data: ".Length..]).RootElement));
        }

        return read;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    private static string? Status((long Seq, JsonElement Event) one) => one.Event.GetProperty("payload").GetProperty("status").GetString();
}
