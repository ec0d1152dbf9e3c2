using Wasilo.Api.Tests.Dialects;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Waha;

public sealed class WahaKeysTests(WahaBox box) : IClassFixture<WahaBox>
{
    private readonly HttpClient _http = box.Anonymous();

    [Fact]
    public async Task A_key_is_made_shown_once_changed_and_deleted()
    {
        await box.CreateAsync(new { name = "keyed", start = false });
        var made = await CallAsync("POST", "/api/keys", new { isAdmin = false, session = "keyed", isActive = true });
        (made.Status, made["isActive"], made["isAdmin"], made["session"]).ShouldBe((201, "true", "false", "keyed"));
        made.Json.GetProperty("actions").GetProperty("delete").GetBoolean().ShouldBeFalse();
        var (id, key) = (made["id"], made["key"]!);

        (await _http.CallAsync("GET", "/api/sessions/keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(200);
        (await _http.CallAsync("POST", "/api/sessions/keyed/stop", null, $"X-Api-Key: {key}")).Status.ShouldBe(201);
        (await _http.CallAsync("DELETE", "/api/sessions/keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(403);
        (await _http.CallAsync("GET", "/api/keys", null, $"X-Api-Key: {key}")).Status.ShouldBe(403);
        (await _http.CallAsync("POST", "/api/sessions", new { name = "more" }, $"X-Api-Key: {key}")).Status.ShouldBe(403);
        var listed = await CallAsync("GET", "/api/keys");
        listed.Text.ShouldContain(id!);
        listed.Text.ShouldNotContain(key);

        var off = await CallAsync("PUT", $"/api/keys/{id}", new { isAdmin = false, session = "keyed", isActive = false });
        (off.Status, off["isActive"]).ShouldBe((200, "false"));
        (await _http.CallAsync("GET", "/api/sessions/keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(401);
        await CallAsync("PUT", $"/api/keys/{id}", new { isAdmin = false, session = "keyed", isActive = true, actions = new { control = false } });
        (await _http.CallAsync("GET", "/api/sessions/keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(200);
        (await _http.CallAsync("POST", "/api/sessions/keyed/stop", null, $"X-Api-Key: {key}")).Status.ShouldBe(403);

        (await CallAsync("DELETE", $"/api/keys/{id}")).Status.ShouldBe(200);
        (await CallAsync("DELETE", $"/api/keys/{id}")).Status.ShouldBe(404);
        (await _http.CallAsync("GET", "/api/sessions/keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(401);
        (await CallAsync("PUT", $"/api/keys/{id}", new { isActive = true })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Scoped_keys_are_the_same_each_time_until_they_are_deleted()
    {
        await box.CreateAsync(new { name = "scoped", start = false });
        var first = await CallAsync("POST", "/api/keys/control", new { session = "scoped" });
        first.Status.ShouldBe(201);

        (await CallAsync("POST", "/api/keys/control", new { session = "scoped" }))["key"].ShouldBe(first["key"]);
        var media = await CallAsync("POST", "/api/keys/media", new { session = "scoped" });
        media["key"].ShouldNotBe(first["key"]);
        (await _http.CallAsync("POST", "/api/sessions/scoped/stop", null, $"X-Api-Key: {media["key"]}")).Status.ShouldBe(403);
        (await _http.CallAsync("POST", "/api/sessions/scoped/stop", null, $"X-Api-Key: {first["key"]}")).Status.ShouldBe(201);

        await CallAsync("DELETE", $"/api/keys/{first["id"]}");
        (await _http.CallAsync("POST", "/api/sessions/scoped/stop", null, $"X-Api-Key: {first["key"]}")).Status.ShouldBe(401);
        (await CallAsync("POST", "/api/keys/control", new { session = "scoped" }))["key"].ShouldNotBe(first["key"]);
        (await CallAsync("POST", "/api/keys/control", new { session = "nobody" })).Status.ShouldBe(422);
        (await CallAsync("POST", "/api/keys/control", new { })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_key_gives_no_more_than_its_makers()
    {
        var manager = await box.KeyAsync("default", [ApiScopes.Read, ApiScopes.Manage]);
        var own = await box.CreateAsync(new { name = "bounded", start = false });
        var single = await box.KeyAsync("default", [ApiScopes.Read, ApiScopes.Manage], own.GetProperty("id").GetString());
        var other = await box.KeyAsync("keys-other", [.. ApiScopes.All]);

        (await _http.CallAsync("POST", "/api/keys", new { isAdmin = true }, $"X-Api-Key: {manager}")).Status.ShouldBe(403);
        (await _http.CallAsync("POST", "/api/keys", new { isAdmin = false }, $"X-Api-Key: {manager}")).Status.ShouldBe(403); // it would send
        (await _http.CallAsync("POST", "/api/keys", new { session = "bounded" }, $"X-Api-Key: {single}")).Status.ShouldBe(403);
        (await _http.CallAsync("POST", "/api/keys", new { session = "bounded" }, $"X-Api-Key: {other}")).Status.ShouldBe(404);
        (await _http.CallAsync("DELETE", $"/api/keys/{manager[3..15]}", null, $"X-Api-Key: {other}")).Status.ShouldBe(404);
        (await _http.CallAsync("DELETE", $"/api/keys/{box.Key[3..15]}", null, $"X-Api-Key: {manager}")).Status.ShouldBe(403);
        (await _http.CallAsync("GET", "/api/sessions", null, $"X-Api-Key: {box.Key}")).Status.ShouldBe(200);
        (await _http.CallAsync("GET", "/api/keys")).Status.ShouldBe(401);
        foreach (var body in (string[])["{", "[]", """{"session":7}""", """{"isAdmin":true,"session":"bounded"}"""])
            (await CallAsync("POST", "/api/keys", body)).Status.ShouldBe(400, body);
    }

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, path, body, $"X-Api-Key: {box.Key}");
}
