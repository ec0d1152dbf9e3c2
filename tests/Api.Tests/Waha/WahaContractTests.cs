using System.Text.Json;
using Wasilo.Api.Tests.Dialects;

namespace Wasilo.Api.Tests.Waha;

/// <summary>WAHA's operations on sessions, pairing, keys and the server, with what its document requires of their answers (2026.7.1).</summary>
public sealed class WahaContractTests(WahaBox box) : IClassFixture<WahaBox>
{
    /// <summary>Method, path, a body, the status of success, and the properties that must be there: of the items, if it is a list.</summary>
    public static TheoryData<string, string, string?, int, string> Operations => new()
    {
        { "GET", "/ping", null, 200, "message" },
        { "GET", "/health", null, 200, "status" },
        { "GET", "/api/version", null, 200, "version engine tier browser platform worker" },
        { "GET", "/api/server/version", null, 200, "version engine tier browser platform worker" },
        { "GET", "/api/server/environment", null, 200, "" },
        { "GET", "/api/server/status", null, 200, "startTimestamp uptime worker" },
        { "POST", "/api/sessions", """{"name":"{new}","start":false,"config":{"metadata":{"user.id":"123"},"proxy":null,"debug":false,"noweb":{"store":{"enabled":true,"fullSync":false}},"webhooks":[]}}""", 201, "name status" },
        { "GET", "/api/sessions?all=true&expand=apps", null, 200, "name presence timestamps status" },
        { "GET", "/api/sessions/{session}?expand=apps", null, 200, "name presence timestamps status" },
        { "PUT", "/api/sessions/{session}", """{"config":{"debug":true}}""", 200, "name status" },
        { "GET", "/api/sessions/{session}/me", null, 200, "" },
        { "POST", "/api/sessions/{session}/start", null, 201, "name status" },
        { "GET", "/api/{session}/auth/qr", null, 200, "mimetype data" },
        { "GET", "/api/{session}/auth/qr?format=raw", null, 200, "value" },
        { "POST", "/api/{session}/auth/request-code", """{"phoneNumber":"15550000050","method":null}""", 201, "code" },
        { "GET", "/api/{session}/auth/passkey/challenge", null, 422, "message" },
        { "POST", "/api/{session}/auth/passkey", "{}", 422, "message" },
        { "GET", "/api/{session}/auth/passkey/confirmation", null, 422, "message" },
        { "POST", "/api/{session}/auth/passkey/confirm", null, 422, "message" },
        { "GET", "/api/screenshot?session={session}", null, 200, "mimetype data" },
        { "POST", "/api/sessions/{session}/restart", null, 201, "name status" },
        { "POST", "/api/sessions/{session}/logout", null, 201, "name status" },
        { "POST", "/api/sessions/{session}/stop", null, 201, "name status" },
        { "DELETE", "/api/sessions/{session}", null, 200, "" },
        { "POST", "/api/sessions/start", """{"name":"{new}"}""", 201, "name status" },
        { "POST", "/api/sessions/stop", """{"name":"{session}","logout":false}""", 201, "" },
        { "POST", "/api/sessions/logout", """{"name":"{session}"}""", 201, "" },
        { "GET", "/api/keys", null, 200, "id key isActive isAdmin" },
        { "POST", "/api/keys", """{"isAdmin":false,"session":null,"isActive":true,"actions":null}""", 201, "id key isActive isAdmin" },
        { "PUT", "/api/keys/{key}", """{"isAdmin":false,"session":null,"isActive":true}""", 200, "id key isActive isAdmin" },
        { "DELETE", "/api/keys/{key}", null, 200, "" },
        { "POST", "/api/keys/media", """{"session":"{session}"}""", 201, "id key isActive isAdmin" },
        { "POST", "/api/keys/control", """{"session":"{session}"}""", 201, "id key isActive isAdmin" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_answers_as_documented(string method, string path, string? body, int status, string required)
    {
        var http = box.Anonymous();
        var name = $"c{Guid.NewGuid():N}";
        await box.CreateAsync(new { name, start = path.Contains("/auth/", StringComparison.Ordinal) });
        if (path.Contains("request-code", StringComparison.Ordinal))
            await box.BecomesAsync(name, "SCAN_QR_CODE");
        await Eventually.TrueAsync(async () => (await http.CallAsync("GET", "/health")).Status == 200);
        var key = (await http.CallAsync("POST", "/api/keys", new { isAdmin = false }, $"X-Api-Key: {box.Key}"))["id"]!;

        var reply = await http.CallAsync(
            method, Fill(path), body is null ? null : Fill(body), $"X-Api-Key: {box.Key}", "Accept: application/json");

        reply.Status.ShouldBe(status, reply.Text);
        if (required.Length == 0)
            return;
        var json = reply.Json.ValueKind == JsonValueKind.Array ? reply.Json[0] : reply.Json;
        foreach (var property in required.Split(' '))
            json.TryGetProperty(property, out _).ShouldBeTrue(property);

        string Fill(string text) => text
            .Replace("{session}", name, StringComparison.Ordinal)
            .Replace("{new}", $"n{Guid.NewGuid():N}", StringComparison.Ordinal)
            .Replace("{key}", key, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_asks_for_a_key_and_hides_what_is_anothers(string method, string path, string? body, int status, string required)
    {
        _ = (status, required);
        if (path is "/ping" or "/health")
            return;
        var http = box.Anonymous();
        var filled = path.Replace("{session}", "nobodys", StringComparison.Ordinal).Replace("{key}", "nobodys", StringComparison.Ordinal);
        var named = body?.Replace("{session}", "nobodys", StringComparison.Ordinal).Replace("{new}", "nobodys", StringComparison.Ordinal);

        (await http.CallAsync(method, filled, named)).Status.ShouldBe(401);

        if (filled != path || named?.Contains("\"nobodys\"", StringComparison.Ordinal) == true && body!.Contains("{session}", StringComparison.Ordinal))
        {
            var missing = await http.CallAsync(method, filled, named, $"X-Api-Key: {box.Key}");
            // Deleting what isn't there is no error in WAHA, and its scoped keys have a status of their own for it.
            missing.Status.ShouldBe(
                (method, path) == ("DELETE", "/api/sessions/{session}") ? 200 : path.StartsWith("/api/keys/", StringComparison.Ordinal) && body?.Contains("{session}", StringComparison.Ordinal) == true ? 422 : 404,
                missing.Text);
        }
    }
}
