using System.Net.Http.Json;
using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Dialects;

public sealed class TempLinkTests(WahaBox box) : IClassFixture<WahaBox>
{
    private readonly HttpClient _http = box.Anonymous();

    [Fact]
    public async Task A_link_shows_one_sessions_code_until_it_is_linked_and_opens_nothing_else()
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        (await CallAsync("GET", $"/v2/session/temp-link?instance_id={id}")).Status.ShouldBe(404);
        var made = await CallAsync("POST", $"/v2/session/temp-link?instance_id={id}");
        made.Status.ShouldBe(201);
        made.Json.GetProperty("expires_at").GetInt64().ShouldBeGreaterThan(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var url = new Uri(made["url"]!).PathAndQuery;
        (await CallAsync("GET", $"/v2/session/temp-link?instance_id={id}"))["url"].ShouldBe(made["url"]);

        using (var page = await _http.GetAsync(url))
        {
            page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
            page.Headers.CacheControl!.NoStore.ShouldBeTrue();
            (await page.Content.ReadAsStringAsync()).ShouldNotContain(id);
        }

        (await _http.CallAsync("GET", $"{url}/code"))["qr"].ShouldBe("null");
        await CallAsync("POST", $"/v2/session/start?instance_id={id}");
        await box.BecomesAsync(id, "SCAN_QR_CODE");
        (await _http.CallAsync("GET", $"{url}/code"))["qr"]!.ShouldStartWith("data:image/png;base64,");
        var key = url["/link/".Length..];
        foreach (var path in (string[])[$"/v2/session/info?instance_id={id}", $"/api/sessions/{id}", $"/api/v1/sessions/{id}", "/api/keys", "/admin/accounts", "/api/server/version"])
            (await _http.CallAsync("GET", path, null, $"access-token: {key}", $"X-Api-Key: {key}")).Status.ShouldBe(403, path);

        var qr = await box.Http.GetFromJsonAsync<System.Text.Json.JsonElement>($"/api/{id}/auth/qr?format=raw");
        await box.Server.ScanAsync(box.Server.Phones.Create("15550000060", "Link"), qr.GetProperty("value").GetString()!);
        await box.BecomesAsync(id, "WORKING");
        (await _http.CallAsync("GET", $"{url}/code")).Text.ShouldBe("""{"status":"WORKING","qr":null}""");

        (await CallAsync("DELETE", $"/v2/session/temp-link?instance_id={id}")).Status.ShouldBe(200);
        (await CallAsync("DELETE", $"/v2/session/temp-link?instance_id={id}")).Status.ShouldBe(404);
        (await _http.CallAsync("GET", url)).Status.ShouldBe(404);
        (await _http.CallAsync("GET", $"{url}/code")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_new_link_replaces_the_former_and_an_ordinary_key_is_no_link()
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        var first = new Uri((await CallAsync("POST", $"/v2/session/temp-link?instance_id={id}"))["url"]!).PathAndQuery;
        var second = new Uri((await CallAsync("POST", $"/v2/session/temp-link?instance_id={id}&expires_in=60"))["url"]!).PathAndQuery;

        (await _http.CallAsync("GET", first)).Status.ShouldBe(404);
        (await _http.CallAsync("GET", second)).Status.ShouldBe(200);
        (await _http.CallAsync("GET", $"/link/{box.Key}")).Status.ShouldBe(404);
        (await _http.CallAsync("GET", "/link/nothing/code")).Status.ShouldBe(404);
        foreach (var wrong in (string[])["0", "59", "86401", "soon"])
            (await CallAsync("POST", $"/v2/session/temp-link?instance_id={id}&expires_in={wrong}")).Status.ShouldBe(400, wrong);
        await CallAsync("DELETE", $"/v2/session/delete?instance_id={id}");
        (await _http.CallAsync("GET", $"{second}/code")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Links_are_made_by_those_who_may_link_the_session()
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        var other = await box.KeyAsync("links-other", [.. ApiScopes.All]);
        var reader = await box.KeyAsync("default", [ApiScopes.Read]);
        foreach (var method in (string[])["GET", "POST", "DELETE"])
        {
            (await _http.CallAsync(method, $"/v2/session/temp-link?instance_id={id}")).Status.ShouldBe(401, method);
            (await _http.CallAsync(method, $"/v2/session/temp-link?instance_id={id}", null, $"access-token: {reader}")).Status.ShouldBe(403, method);
            (await _http.CallAsync(method, $"/v2/session/temp-link?instance_id={id}", null, $"access-token: {other}")).Status.ShouldBe(404, method);
            (await CallAsync(method, "/v2/session/temp-link")).Status.ShouldBe(400, method);
        }
    }

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, path, body, $"access-token: {box.Key}");
}
