using Wasilo.Api.Operator;
using Wasilo.Api.Tests.Dialects;
using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Admin;

public sealed class AdminApiTests(WahaBox box) : IClassFixture<WahaBox>
{
    private readonly HttpClient _http = box.Anonymous();

    [Fact]
    public async Task An_account_is_created_with_a_quota_that_holds()
    {
        var made = await CallAsync("POST", "/admin/accounts", new { id = "acme", name = "Acme", maxSessions = 1 });
        made.Status.ShouldBe(201);
        var key = made["key"]!;
        (await _http.CallAsync("POST", "/api/sessions", new { name = "a", start = false }, $"X-Api-Key: {key}")).Status.ShouldBe(201);
        (await _http.CallAsync("POST", "/api/sessions", new { name = "b", start = false }, $"X-Api-Key: {key}")).Status.ShouldBe(422);
        (await _http.CallAsync("GET", "/admin/accounts", null, $"X-Api-Key: {key}")).Status.ShouldBe(403);

        (await CallAsync("PATCH", "/admin/accounts/acme", new { maxSessions = 2 }))["maxSessions"].ShouldBe("2");
        (await _http.CallAsync("POST", "/api/sessions", new { name = "b", start = false }, $"X-Api-Key: {key}")).Status.ShouldBe(201);
        var changed = await CallAsync("PATCH", "/admin/accounts/acme", new { name = "Acme Ltd", unlimited = true });
        (changed["name"], changed["maxSessions"], changed["sessions"]).ShouldBe(("Acme Ltd", "null", "2"));
        (await CallAsync("GET", "/admin/accounts")).Json.EnumerateArray().Single(account => account.GetProperty("id").GetString() == "acme")
            .GetProperty("sessions").GetInt32().ShouldBe(2);
        (await CallAsync("POST", "/admin/accounts", new { id = "acme", name = "Again" })).Status.ShouldBe(409);
        (await CallAsync("GET", "/admin/accounts/acme"))["name"].ShouldBe("Acme Ltd");
    }

    [Fact]
    public async Task Keys_have_scopes_a_session_and_an_end()
    {
        var session = (await box.CreateAsync(new { name = "admin-keyed", start = false })).GetProperty("id").GetString();
        var made = await CallAsync("POST", "/admin/accounts/default/keys", new { name = "one", scopes = new[] { "read" }, session = "admin-keyed", expiresAt = DateTimeOffset.UtcNow.AddDays(1) });
        made.Status.ShouldBe(201);
        made.Json.GetProperty("view").GetProperty("session").GetString().ShouldBe(session);
        var key = made["key"]!;
        (await _http.CallAsync("GET", "/api/sessions/admin-keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(200);
        var id = made.Json.GetProperty("view").GetProperty("id").GetString()!;
        var listed = await CallAsync("GET", "/admin/accounts/default/keys");
        listed.Text.ShouldContain(id);
        listed.Text.ShouldNotContain(key);
        (await CallAsync("DELETE", $"/admin/accounts/default/keys/{id}")).Status.ShouldBe(204);
        (await CallAsync("DELETE", $"/admin/accounts/default/keys/{id}")).Status.ShouldBe(404);
        (await _http.CallAsync("GET", "/api/sessions/admin-keyed", null, $"X-Api-Key: {key}")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Nodes_are_drained_and_undrained()
    {
        var node = (await CallAsync("GET", "/admin/nodes")).Json[0].GetProperty("name").GetString();
        (await CallAsync("POST", $"/admin/nodes/{node}:drain", new { reason = "disk" }))["reason"].ShouldBe("disk");
        (await CallAsync("POST", $"/admin/nodes/{node}:undrain"))["cordoned"].ShouldBe("false");
        (await CallAsync("POST", "/admin/nodes/nobody:drain")).Status.ShouldBe(404);
        (await CallAsync("POST", $"/admin/nodes/{node}:drain", new { reason = new string('x', 501) })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Every_route_asks_for_an_admin_and_refuses_what_cannot_be()
    {
        var manager = await box.KeyAsync("default", [ApiScopes.Read, ApiScopes.Send, ApiScopes.Manage, ApiScopes.Events]);
        foreach (var (method, path) in ((string, string)[])
            [
                ("GET", "/admin/accounts"), ("POST", "/admin/accounts"), ("GET", "/admin/accounts/default"), ("PATCH", "/admin/accounts/default"),
                ("GET", "/admin/accounts/default/keys"), ("POST", "/admin/accounts/default/keys"), ("DELETE", "/admin/accounts/default/keys/x"),
                ("GET", "/admin/nodes"), ("POST", "/admin/nodes/x:drain"), ("POST", "/admin/nodes/x:undrain"),
            ])
        {
            (await _http.CallAsync(method, path)).Status.ShouldBe(401, path);
            (await _http.CallAsync(method, path, null, $"X-Api-Key: {manager}")).Status.ShouldBe(403, path);
        }

        foreach (var (path, body) in ((string, string)[])
            [
                ("/admin/accounts", "{"), ("/admin/accounts", "{}"), ("/admin/accounts", """{"id":"a b","name":"x"}"""), ("/admin/accounts", """{"name":"x","maxSessions":-1}"""),
                ("/admin/accounts/default/keys", "{}"), ("/admin/accounts/default/keys", """{"name":"x","scopes":["root"]}"""),
                ("/admin/accounts/default/keys", """{"name":"x","scopes":["read"],"expiresAt":"2001-01-01T00:00:00Z"}"""),
            ])
        {
            var refused = await CallAsync("POST", path, body);
            (refused.Status, refused.Type).ShouldBe((400, "application/problem+json"), body);
        }

        (await CallAsync("GET", "/admin/accounts/nobody")).Status.ShouldBe(404);
        (await CallAsync("POST", "/admin/accounts/nobody/keys", new { name = "x", scopes = new[] { "read" } })).Status.ShouldBe(404);
        (await CallAsync("POST", "/admin/accounts/default/keys", new { name = "x", scopes = new[] { "read" }, session = "nobody" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Commands_do_the_same()
    {
        string[] at = [$"--url={box.Anonymous().BaseAddress}", $"--key={box.Key}"];
        (await OperatorCommands.RunAsync(["account", "create", "--id", "by-command", "--name", "By command", "--max-sessions", "3", .. at])).ShouldBe(0);
        (await CallAsync("GET", "/admin/accounts/by-command"))["maxSessions"].ShouldBe("3");
        (await OperatorCommands.RunAsync(["account", "change", "by-command", "--unlimited", .. at])).ShouldBe(0);
        (await CallAsync("GET", "/admin/accounts/by-command"))["maxSessions"].ShouldBe("null");
        (await OperatorCommands.RunAsync(["key", "create", "--account", "by-command", "--name", "k", "--scopes", "read,send", .. at])).ShouldBe(0);
        var keys = (await CallAsync("GET", "/admin/accounts/by-command/keys")).Json;
        keys.GetArrayLength().ShouldBe(2);
        (await OperatorCommands.RunAsync(["key", "revoke", keys[1].GetProperty("id").GetString()!, "--account", "by-command", .. at])).ShouldBe(0);
        (await OperatorCommands.RunAsync(["node", "list", .. at])).ShouldBe(0);
        (await OperatorCommands.RunAsync(["node", "drain", "nobody", .. at])).ShouldBe(1);
        (await OperatorCommands.RunAsync(["account", "list", "--url=http://127.0.0.1:1", "--key=x"])).ShouldBe(1);
        (await OperatorCommands.RunAsync(["account", "list", "nonsense", .. at])).ShouldBe(1);
    }

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, path, body, $"X-Api-Key: {box.Key}");
}
