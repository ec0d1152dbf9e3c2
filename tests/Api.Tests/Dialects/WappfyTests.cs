using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Dialects;

public sealed class WappfyTests(WahaBox box) : IClassFixture<WahaBox>
{
    private readonly HttpClient _http = box.Anonymous();

    [Fact]
    public async Task From_start_to_working_to_delete()
    {
        var started = await CallAsync("POST", "/api/sessions/my-session/start", new { config = new { store = new { dialect = "sqlite3", address = "/app/data/whatsmeow.db" }, log = new { level = "WARN" } } });
        (started.Status, started["success"], started["message"], started["session"], started["name"], started["status"])
            .ShouldBe((201, "true", "Session started successfully", "my-session", "my-session", "STARTING"));
        started.Json.GetProperty("config").GetProperty("log").GetProperty("level").GetString().ShouldBe("WARN");
        started.Json.GetProperty("config").GetProperty("store").GetProperty("address").GetString().ShouldBe("/app/data/whatsmeow.db");
        File.Exists("/app/data/whatsmeow.db").ShouldBeFalse();

        var qr = await CallAsync("GET", "/api/my-session/auth/qr");
        (await _http.CallAsync("GET", "/api/my-session/auth/qr?format=image", null, $"apikey: {box.Key}")).Type.ShouldBe("image/png");
        (await CallAsync("POST", "/api/my-session/auth/request-code", new { phone = "15550000030" }))["code"]!.ShouldMatch("^[A-Z0-9]{4}-[A-Z0-9]{4}$");
        var active = await CallAsync("POST", "/api/sessions/my-session/start", new { });
        (active.Status, active["success"], active["statusCode"]).ShouldBe((409, "false", "409"));
        var notLinked = await CallAsync("POST", "/api/sessions/my-session/logout");
        notLinked.Status.ShouldBe(409);
        await box.Server.ScanAsync(box.Server.Phones.Create("15550000030", "Rio"), qr["value"]!);
        await box.BecomesAsync("my-session", "WORKING");

        (await CallAsync("GET", "/api/sessions/my-session/me"))["id"].ShouldBe("15550000030@c.us");
        (await CallAsync("GET", "/api/my-session/auth/qr")).Status.ShouldBe(400);
        (await CallAsync("POST", "/api/sessions/my-session/stop"))["status"].ShouldBe("STOPPED");
        var again = await CallAsync("POST", "/api/sessions/my-session/start");
        again.Status.ShouldBe(201);
        again.Json.GetProperty("config").GetProperty("log").GetProperty("level").GetString().ShouldBe("WARN");
        await box.BecomesAsync("my-session", "WORKING");
        (await CallAsync("POST", "/api/sessions/my-session/logout"))["success"].ShouldBe("true");
        (await CallAsync("DELETE", "/api/sessions/my-session"))["message"].ShouldBe("Session deleted successfully");
        (await CallAsync("DELETE", "/api/sessions/my-session")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_header_decides_between_its_rules_and_WAHAs()
    {
        (await _http.CallAsync("POST", "/api/sessions/whose/start", null, $"X-Api-Key: {box.Key}")).Status.ShouldBe(404);
        (await CallAsync("POST", "/api/sessions/whose/start")).Status.ShouldBe(201);
        (await CallAsync("POST", "/api/sessions/whose/start")).Status.ShouldBe(409);
        (await _http.CallAsync("POST", "/api/sessions/whose/start", null, $"X-Api-Key: {box.Key}")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_changes_nothing()
    {
        foreach (var body in (string[])["{", "[]", """{"config":7}""", """{"config":{"log":{"level":"LOUD"}}}""", """{"config":{"store":{"dialect":"oracle"}}}"""])
        {
            var refused = await CallAsync("POST", "/api/sessions/wrong/start", body);
            (refused.Status, refused["success"]).ShouldBe((400, "false"), body);
        }

        (await CallAsync("POST", "/api/sessions/a%20b/start")).Status.ShouldBe(400);
        (await CallAsync("POST", "/api/sessions/wrong/start", $"\"{new string('x', 1_100_000)}\"")).Status.ShouldBe(413);
        (await CallAsync("GET", "/api/sessions/wrong")).Status.ShouldBe(404);
        (await CallAsync("POST", "/api/wrong/auth/request-code", "{")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Every_route_asks_for_a_key_and_hides_what_is_anothers()
    {
        await box.CreateAsync(new { name = "theirs", start = false });
        var other = await box.KeyAsync("wappfy-other", [.. ApiScopes.All]);
        foreach (var (method, path) in ((string, string)[])
            [
                ("POST", "/api/sessions/theirs/logout"), ("DELETE", "/api/sessions/theirs"), ("GET", "/api/theirs/auth/qr"),
                ("POST", "/api/theirs/auth/request-code"), ("GET", "/api/sessions/theirs"), ("POST", "/api/sessions/theirs/stop"),
            ])
        {
            object? body = method == "POST" ? new { phone = "15550000031" } : null;
            (await _http.CallAsync(method, path, body, "apikey: wrong"))["success"].ShouldBe("false");
            var foreign = await _http.CallAsync(method, path, body, $"apikey: {other}");
            (foreign.Status, foreign["statusCode"]).ShouldBe((404, "404"), path);
        }

        (await CallAsync("GET", "/api/sessions/theirs"))["status"].ShouldBe("STOPPED");
    }

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, path, body, $"apikey: {box.Key}");
}
