using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Dialects;

public sealed class GatewayTests(WahaBox box) : IClassFixture<WahaBox>
{
    private const string Root = "/api/v1/sessions";
    private readonly HttpClient _http = box.Anonymous();

    private static (string Method, string Path)[] Routes { get; } =
    [
        ("GET", ""), ("DELETE", ""), ("POST", ":start"), ("POST", ":stop"), ("POST", ":restart"), ("POST", ":logout"),
        ("GET", "/qr"), ("POST", "/pairing-code"), ("GET", "/me"),
    ];

    [Fact]
    public async Task From_create_to_working_to_delete()
    {
        var created = await CallAsync("POST", "", new { label = "Sales & more" });
        created.Status.ShouldBe(201);
        (created["status"], created["label"], created["organizationId"], created["autoRead"], created["presenceTyping"], created["ratePerMin"], created["ratePerHour"], created["isAdminSession"])
            .ShouldBe(("stopped", "Sales & more", "default", "true", "false", "20", "200", "false"));
        created["gatewayId"].ShouldNotBeNullOrEmpty();
        created.Json.GetProperty("createdAt").GetInt64().ShouldBeGreaterThan(1_600_000_000_000);
        var id = created["id"]!;

        foreach (var verb in (string[])["start", "restart"])
        {
            var unpaired = await CallAsync("POST", $"/{id}:{verb}");
            (unpaired.Status, Code(unpaired)).ShouldBe((400, "validation_error"));
        }

        var noMe = await CallAsync("GET", $"/{id}/me");
        (noMe.Status, Code(noMe)).ShouldBe((404, "not_found"));
        var qr = await CallAsync("GET", $"/{id}/qr");
        qr.Json.GetProperty("expiresAt").GetInt64().ShouldBeGreaterThan(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        (await CallAsync("POST", $"/{id}/pairing-code", new { phone = "15550000040" }))["code"]!.ShouldMatch("^[A-Z0-9]{4}-[A-Z0-9]{4}$");
        await box.Server.ScanAsync(box.Server.Phones.Create("15550000040", "Gus"), qr["code"]!);
        await box.BecomesAsync(id, "WORKING");

        var me = await CallAsync("GET", $"/{id}/me");
        (me["sessionId"], me["phoneNumber"], me["connected"], me["status"]).ShouldBe((id, "15550000040", "true", "working"));
        (await CallAsync("GET", $"/{id}"))["waJid"]!.ShouldStartWith("15550000040:");
        foreach (var (method, path) in ((string, string)[])[("GET", "/qr"), ("POST", "/pairing-code")])
        {
            var paired = await CallAsync(method, $"/{id}{path}", method == "POST" ? new { phone = "15550000040" } : null);
            (paired.Status, Code(paired)).ShouldBe((409, "conflict"));
        }

        (await CallAsync("POST", $"/{id}:start"))["status"].ShouldBe("working");
        (await CallAsync("POST", $"/{id}:stop"))["status"].ShouldBe("stopped");
        (await CallAsync("POST", $"/{id}:stop"))["status"].ShouldBe("stopped");
        (await CallAsync("POST", $"/{id}:start"))["status"].ShouldBe("starting");
        await box.BecomesAsync(id, "WORKING");
        (await CallAsync("POST", $"/{id}:restart")).Status.ShouldBe(200);
        await box.BecomesAsync(id, "WORKING");
        (await CallAsync("POST", $"/{id}:logout"))["status"].ShouldBe("logged_out");
        (await CallAsync("POST", $"/{id}:logout"))["status"].ShouldBe("logged_out");
        var deleted = await CallAsync("DELETE", $"/{id}");
        (deleted.Status, deleted.Text).ShouldBe((204, ""));
        (await CallAsync("GET", $"/{id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Lists_come_in_parts()
    {
        var key = await box.KeyAsync("gateway-list", [ApiScopes.Manage]);
        var header = $"x-api-key: {key}";
        for (var session = 0; session < 5; session++)
            (await _http.CallAsync("POST", Root, null, header)).Status.ShouldBe(201);

        var all = (await _http.CallAsync("GET", Root, null, header)).Json;
        all.GetProperty("data").GetArrayLength().ShouldBe(5);
        all.TryGetProperty("nextCursor", out _).ShouldBeFalse();
        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await _http.CallAsync("GET", $"{Root}?limit=2&cursor={cursor}", null, header)).Json;
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }

        seen.Distinct().Count().ShouldBe(5);
        foreach (var wrong in (string[])["limit=0", "limit=x", "limit=1001", "cursor=%25%25"])
            Code(await _http.CallAsync("GET", $"{Root}?{wrong}", null, header)).ShouldBe("validation_error", wrong);
    }

    [Fact]
    public async Task Every_route_asks_for_a_key_and_hides_what_is_anothers()
    {
        var id = (await CallAsync("POST", ""))["id"]!;
        var name = (await box.CreateAsync(new { name = "by-name", start = false })).GetProperty("name").GetString();
        var other = await box.KeyAsync("gateway-other", [.. ApiScopes.All]);
        var reader = await box.KeyAsync("default", [ApiScopes.Read]);
        foreach (var (method, path) in Routes)
        {
            object? body = path == "/pairing-code" ? new { phone = "15550000041" } : null;
            Code(await _http.CallAsync(method, $"{Root}/{id}{path}", body)).ShouldBe("unauthorized", path);
            Code(await _http.CallAsync(method, $"{Root}/{id}{path}", body, "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.")).ShouldBe("unauthorized", path);
            Code(await _http.CallAsync(method, $"{Root}/{id}{path}", body, $"Authorization: Bearer {reader}")).ShouldBe("forbidden", path);
            foreach (var (session, key) in ((string, string)[])[(id, other), ("AAAAAAAAAAAA", box.Key), (name!, box.Key), (new string('x', 500), box.Key)])
            {
                var foreign = await _http.CallAsync(method, $"{Root}/{session}{path}", body, $"Authorization: Bearer {key}");
                (foreign.Status, Code(foreign)).ShouldBe((404, "not_found"), $"{method} {path} {session}");
            }
        }

        (await CallAsync("GET", $"/{id}"))["status"].ShouldBe("stopped");
    }

    [Fact]
    public async Task Administrators_list_the_sessions_of_all_organizations()
    {
        var other = await box.KeyAsync("gateway-everyone", [ApiScopes.Manage]);
        var theirs = (await _http.CallAsync("POST", Root, null, $"Authorization: Bearer {other}"))["id"]!;

        var all = await _http.CallAsync("GET", "/api/v1/admin/sessions", null, $"Authorization: Bearer {box.Key}");

        all.Json.GetProperty("data").EnumerateArray().Select(session => session.GetProperty("id").GetString()).ShouldContain(theirs);
        Code(await _http.CallAsync("GET", "/api/v1/admin/sessions", null, $"Authorization: Bearer {other}")).ShouldBe("forbidden");
        Code(await _http.CallAsync("GET", "/api/v1/admin/sessions")).ShouldBe("unauthorized");
        (await _http.CallAsync("GET", "/api/v1/openapi.yaml")).Text.ShouldContain("/api/v1/sessions/{session}:start");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused_and_changes_nothing()
    {
        var before = (await CallAsync("GET", "")).Json.GetProperty("data").GetArrayLength();
        foreach (var body in (string[])["{", "[]", """{"start":"yes"}""", """{"ratePerMin":0}""", $$"""{"label":"{{new string('x', 101)}}"}"""])
            Code(await CallAsync("POST", "", body)).ShouldBe("validation_error", body);
        var large = await CallAsync("POST", "", $"\"{new string('x', 1_100_000)}\"");
        (large.Status, Code(large)).ShouldBe((413, "validation_error"));
        (await CallAsync("GET", "")).Json.GetProperty("data").GetArrayLength().ShouldBe(before);

        var id = (await CallAsync("POST", ""))["id"]!;
        foreach (var body in (string[])["{", "{}", """{"phone":7}"""])
            Code(await CallAsync("POST", $"/{id}/pairing-code", body)).ShouldBe("validation_error", body);
        (await CallAsync("GET", $"/{id}"))["status"].ShouldBe("stopped");
        Code(await _http.CallAsync("GET", "/api/v1/nothing")).ShouldBe("not_found");
        Code(await _http.CallAsync("PATCH", Root)).ShouldBe("validation_error");
    }

    private static string? Code(Reply reply) => reply.Json.GetProperty("error").GetProperty("code").GetString();

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, $"{Root}{path}", body, $"Authorization: Bearer {box.Key}");
}
