using Wasilo.Api.Tests.Dialects;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Waha;

public sealed class WahaServerTests(WahaBox box) : IClassFixture<WahaBox>
{
    private readonly HttpClient _http = box.Anonymous();

    [Fact]
    public async Task Health_needs_no_key()
    {
        (await _http.CallAsync("GET", "/ping"))["message"].ShouldBe("pong");
        await Eventually.TrueAsync(async () => (await _http.CallAsync("GET", "/health")).Status == 200);
        (await _http.CallAsync("GET", "/health"))["status"].ShouldBe("ok");
    }

    [Fact]
    public async Task The_server_tells_what_it_is_and_no_setting()
    {
        foreach (var path in (string[])["/api/server/version", "/api/version"])
            (await CallAsync("GET", path))["version"].ShouldBe(typeof(ApiHost).Assembly.GetName().Version!.ToString(3));
        (await CallAsync("GET", "/api/server/status")).Json.GetProperty("uptime").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        (await CallAsync("GET", "/api/server/environment?all=true")).Text.ShouldNotContain("wasilo.db");
        (await _http.CallAsync("GET", "/api/server/status")).Status.ShouldBe(401);
        var manager = await box.KeyAsync("default", [ApiScopes.Read, ApiScopes.Manage]);
        (await _http.CallAsync("POST", "/api/server/stop", new { force = true }, $"X-Api-Key: {manager}")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_screenshot_is_the_qr_code_or_a_card()
    {
        await box.CreateAsync(new { name = "screen", start = false });
        var card = await ImageAsync("/api/screenshot?session=screen");
        card[16..24].ShouldBe([0, 0, 1, 0xE0, 0, 0, 0, 200]); // 480 x 200
        var json = await _http.CallAsync("GET", "/api/screenshot?session=screen", null, $"X-Api-Key: {box.Key}", "Accept: application/json");
        Convert.FromBase64String(json["data"]!).ShouldBe(card);

        (await CallAsync("POST", "/api/sessions/screen/start")).Status.ShouldBe(201);
        await box.BecomesAsync("screen", "SCAN_QR_CODE");
        (await ImageAsync("/api/screenshot?session=screen"))[16..24].ShouldNotBe(card[16..24]);
        (await CallAsync("GET", "/api/screenshot")).Status.ShouldBe(400);
        (await CallAsync("GET", "/api/screenshot?session=nobody")).Status.ShouldBe(404);
        foreach (var (method, path) in ((string, string)[])[("GET", "challenge"), ("POST", "confirm")])
            (await CallAsync(method, $"/api/screen/auth/passkey/{path}")).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Old_clients_name_the_session_in_the_body()
    {
        var started = await CallAsync("POST", "/api/sessions/start", new { name = "old", config = new { metadata = new { a = "1" } } });
        (started.Status, started["status"]).ShouldBe((201, "STARTING"));
        (await CallAsync("POST", "/api/sessions/start", new { name = "old" })).Status.ShouldBe(422);
        (await CallAsync("POST", "/api/sessions/stop", new { name = "old" })).Status.ShouldBe(201);
        (await CallAsync("GET", "/api/sessions/old"))["status"].ShouldBe("STOPPED");
        (await CallAsync("POST", "/api/sessions/stop", new { name = "old", logout = true })).Status.ShouldBe(201);
        (await CallAsync("GET", "/api/sessions/old")).Status.ShouldBe(404);
        (await CallAsync("POST", "/api/sessions/logout", new { name = "old" })).Status.ShouldBe(404);
        (await CallAsync("POST", "/api/sessions/start", new { })).Status.ShouldBe(400);
    }

    private async Task<byte[]> ImageAsync(string path)
    {
        var bytes = await box.Http.GetByteArrayAsync(path);
        bytes[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        return bytes;
    }

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, path, body, $"X-Api-Key: {box.Key}");
}
