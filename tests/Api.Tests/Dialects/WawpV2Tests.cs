using System.Text.Json;
using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Dialects;

public sealed class WawpV2Tests(WahaBox box) : IClassFixture<WahaBox>
{
    private readonly HttpClient _http = box.Anonymous();

    [Fact]
    public async Task From_create_to_working_to_delete()
    {
        var created = await CallAsync("POST", "/v2/session/create");
        created.Status.ShouldBe(201);
        (created["status"], created["session_name"]).ShouldBe(("STOPPED", created["name"]));
        created["server_name"].ShouldNotBeNullOrEmpty();
        var id = created["instance_id"]!;
        id.ShouldMatch("^[A-Z0-9]{12}$");

        var started = await _http.CallAsync("POST", "/v2/session/start", new { instance_id = id, access_token = box.Key });
        (started.Status, started["status"], started["name"]).ShouldBe((200, "STARTING", created["name"]));
        var config = started.Json.GetProperty("config");
        (config.GetProperty("webhooks").GetRawText(), config.GetProperty("proxy").ValueKind).ShouldBe(("{}", JsonValueKind.Null));

        var raw = await CallAsync("GET", $"/v2/auth/qr?instance_id={id}");
        raw["mimetype"].ShouldBe("application/json");
        var qr = JsonSerializer.Deserialize<JsonElement>(Convert.FromBase64String(raw["data"]!));
        qr.GetProperty("expiry").GetInt64().ShouldBeGreaterThan(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        (await CallAsync("POST", $"/v2/auth/qr-image?instance_id={id}"))["qr"]!.ShouldStartWith("data:image/png;base64,iVBOR");
        (await CallAsync("GET", $"/v2/auth/qr?format=image&instance_id={id}"))["mimetype"].ShouldBe("image/png");
        (await CallAsync("GET", $"/v2/status?instance_id={id}"))["qr"]!.ShouldStartWith("data:image/png;base64,");
        (await CallAsync("POST", $"/v2/auth/request-code?instance_id={id}&phone_number=15550000010"))["code"]!.ShouldMatch("^[A-Z0-9]{4}-[A-Z0-9]{4}$");

        await box.Server.ScanAsync(box.Server.Phones.Create("15550000010", "John"), qr.GetProperty("value").GetString()!);
        await box.BecomesAsync(id, "WORKING");
        var info = await CallAsync("POST", $"/v2/session/info?instance_id={id}");
        info.Json.GetProperty("me").GetProperty("id").GetString().ShouldBe("15550000010@c.us");
        info.Json.TryGetProperty("qr", out _).ShouldBeFalse();
        var me = await CallAsync("GET", $"/v2/session/me?instance_id={id}");
        me["id"].ShouldBe("15550000010@c.us");
        (await CallAsync("GET", $"/v2/session/start?instance_id={id}"))["status"].ShouldBe("WORKING");
        var working = await CallAsync("GET", $"/v2/auth/qr?instance_id={id}");
        (working.Status, working["code"]).ShouldBe((400, "already_connected"));
        (await CallAsync("GET", $"/v2/session/stop?instance_id={id}"))["status"].ShouldBe("STOPPED");
        (await CallAsync("GET", $"/v2/session/stop?instance_id={id}"))["status"].ShouldBe("STOPPED");
        (await CallAsync("POST", $"/v2/session/restart?instance_id={id}"))["status"].ShouldBe("STARTING");
        await box.BecomesAsync(id, "WORKING");
        (await CallAsync("POST", $"/v2/session/logout?instance_id={id}")).Status.ShouldBe(200);
        await box.BecomesAsync(id, "SCAN_QR_CODE");

        (await CallAsync("DELETE", $"/v2/session/delete?instance_id={id}"))["success"].ShouldBe("true");
        foreach (var (method, path) in Routes.Where(route => route.Path != "/v2/session/create"))
        {
            var gone = await CallAsync(method, $"{path}?instance_id={id}&phone_number=15550000010", path.EndsWith("webhook", StringComparison.Ordinal) ? new { webhooks = Array.Empty<object>() } : new { policy = "strict" });
            (gone.Status, gone["code"]).ShouldBe((404, "invalid_session"), $"{method} {path}");
        }
    }

    [Theory]
    [InlineData("query")]
    [InlineData("body")]
    [InlineData("header")]
    [InlineData("bearer")]
    public async Task The_key_is_taken_from_every_documented_place(string place)
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        var reply = place switch
        {
            "query" => await _http.CallAsync("POST", $"/v2/session/info?instance_id={id}&access_token={box.Key}"),
            "body" => await _http.CallAsync("POST", "/v2/session/info", new { instance_id = id, access_token = box.Key }),
            "header" => await _http.CallAsync("GET", $"/v2/session/info?instance_id={id}", null, $"access-token: {box.Key}"),
            _ => await _http.CallAsync("GET", "/v2/session/info", null, $"Authorization: Bearer {box.Key}", $"X-Instance-ID: {id}"),
        };

        (reply.Status, reply["instance_id"]).ShouldBe((200, id));
    }

    [Fact]
    public async Task Credentials_in_a_form_are_not_read()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("access_token", box.Key)]);

        using var response = await _http.PostAsync("/v2/session/create", form);

        ((int)response.StatusCode).ShouldBe(401);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString().ShouldBe("invalid_access_token");
    }

    [Fact]
    public async Task Every_route_asks_for_a_key_and_hides_what_is_anothers()
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        var other = await box.KeyAsync("wawp-other", [.. ApiScopes.All]);
        foreach (var (method, path) in Routes)
        {
            var anonymous = await _http.CallAsync(method, $"{path}?instance_id={id}");
            (anonymous.Status, anonymous["code"], anonymous["status"], anonymous.Json.GetProperty("data").GetProperty("status").GetInt32())
                .ShouldBe((401, "invalid_access_token", "401", 401), $"{method} {path}");
            if (path == "/v2/session/create")
                continue;
            var missing = await CallAsync(method, path);
            (missing.Status, missing["code"]).ShouldBe((400, "missing_param"), $"{method} {path}");
            object body = path.EndsWith("webhook", StringComparison.Ordinal) ? new { webhooks = Array.Empty<object>() } : new { policy = "strict" };
            var foreign = await _http.CallAsync(method, $"{path}?instance_id={id}&phone_number=1", body, $"access-token: {other}");
            (foreign.Status, foreign["code"]).ShouldBe((404, "invalid_session"), $"{method} {path}");
        }

        (await CallAsync("GET", $"/v2/session/info?instance_id={id}"))["status"].ShouldBe("STOPPED");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_refused_and_changes_nothing()
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        foreach (var (method, path) in Routes)
        {
            foreach (var body in (string[])["{", "[]", "7", "\"x\""])
            {
                var refused = await CallAsync(method, $"{path}?instance_id={id}", body);
                (refused.Status, refused["code"]).ShouldBe((400, "missing_param"), $"{method} {path} {body}");
                refused.Text.ShouldNotContain(" at Wasilo");
            }

            (await CallAsync(method, $"{path}?instance_id={id}", $"\"{new string('x', 1_100_000)}\"")).Status.ShouldBe(413, $"{method} {path}");
        }

        (await CallAsync("GET", $"/v2/session/info?instance_id={id}"))["status"].ShouldBe("STOPPED");
    }

    [Fact]
    public async Task Errors_come_as_xml_or_text_where_only_that_is_taken()
    {
        var xml = await _http.CallAsync("POST", "/v2/session/create", null, "Accept: application/xml");
        (xml.Status, xml.Type).ShouldBe((401, "application/xml"));
        xml.Text.ShouldContain("<code>invalid_access_token</code>");
        (await _http.CallAsync("POST", "/v2/session/create", null, "Accept: text/plain")).Text.ShouldStartWith("invalid_access_token: ");
        var nowhere = await _http.CallAsync("GET", "/v2/session/nothing");
        (nowhere.Status, nowhere["code"]).ShouldBe((404, "no_route"));
        (await _http.CallAsync("PUT", "/v2/session/start")).Status.ShouldBe(405);
    }

    [Fact]
    public async Task Webhooks_and_rates_are_kept()
    {
        var id = (await CallAsync("POST", "/v2/session/create"))["instance_id"]!;
        var set = await CallAsync("POST", $"/v2/session/webhook?instance_id={id}", new { webhooks = new[] { new { url = "https://example.com/a", events = new[] { "message" }, is_active = 0 } } });
        set.Status.ShouldBe(200, set.Text);
        var kept = (await CallAsync("GET", $"/v2/session/webhook?instance_id={id}")).Json;
        kept.GetProperty("webhooks")[0].GetRawText().ShouldBe("""{"url":"https://example.com/a","events":["message"],"is_active":false}""");
        kept.GetProperty("systemConfig").GetProperty("maxAttempts").GetInt32().ShouldBePositive();

        foreach (var wrong in (string[])["""{"webhooks":7}""", """{"webhooks":[null]}""", """{"webhooks":[{"url":"file:///x","events":["*"]}]}""", """{"webhooks":[{"url":"https://a.b","events":["*"],"is_active":2}]}"""])
            (await CallAsync("POST", $"/v2/session/webhook?instance_id={id}", wrong)).Status.ShouldBe(400, wrong);
        (await CallAsync("GET", $"/v2/session/rate-limit?instance_id={id}"))["current"].ShouldBe("default");
        (await CallAsync("PATCH", $"/v2/session/rate-limit?instance_id={id}", new { policy = "none" })).Status.ShouldBe(400);
        (await CallAsync("PATCH", $"/v2/session/rate-limit?instance_id={id}", new { policy = "unlimited" }))["current"].ShouldBe("unlimited");
        (await CallAsync("PATCH", $"/v2/session/rate-limit?instance_id={id}", new { policy = "strict" }))["current"].ShouldBe("strict");
        (await CallAsync("GET", $"/v2/session/rate-limit?instance_id={id}"))["current"].ShouldBe("strict");
    }

    [Fact]
    public async Task A_full_account_is_told_so()
    {
        var key = await box.KeyAsync("wawp-full", [.. ApiScopes.All]);
        await box.Cluster.GetGrain<IAccountGrain>("wawp-full").Put("Full", 1);
        (await _http.CallAsync("POST", "/v2/session/create", null, $"access-token: {key}")).Status.ShouldBe(201);

        var full = await _http.CallAsync("POST", "/v2/session/create", null, $"access-token: {key}");

        (full.Status, full["code"]).ShouldBe((403, "quota_reached"));
    }

    private static (string Method, string Path)[] Routes { get; } =
    [
        ("POST", "/v2/session/create"),
        ("POST", "/v2/session/start"), ("GET", "/v2/session/start"),
        ("POST", "/v2/session/stop"), ("GET", "/v2/session/stop"),
        ("POST", "/v2/session/restart"), ("GET", "/v2/session/restart"),
        ("POST", "/v2/session/logout"), ("GET", "/v2/session/logout"),
        ("DELETE", "/v2/session/delete"),
        ("POST", "/v2/session/info"), ("GET", "/v2/session/info"), ("GET", "/v2/status"), ("GET", "/v2/session/me"),
        ("GET", "/v2/session/webhook"), ("POST", "/v2/session/webhook"), ("GET", "/v2/session/rate-limit"), ("PATCH", "/v2/session/rate-limit"),
        ("POST", "/v2/auth/qr"), ("GET", "/v2/auth/qr"), ("POST", "/v2/auth/qr-image"), ("GET", "/v2/auth/qr-image"),
        ("POST", "/v2/auth/request-code"),
    ];

    private Task<Reply> CallAsync(string method, string path, object? body = null) =>
        _http.CallAsync(method, path, body, $"access-token: {box.Key}");
}
