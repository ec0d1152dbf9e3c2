using System.Text.Json;
using Wasilo.Api.Tests.Waha;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Dialects;

public sealed class WawpV1Tests(WahaBox box) : IClassFixture<WahaBox>
{
    private const string Root = "/wp-json/awp/v1";
    private readonly HttpClient _http = box.Anonymous();

    private static (string Method, string Path)[] Routes { get; } =
    [
        ("POST", "/session/start"), ("POST", "/session/stop"), ("POST", "/session/restart"),
        ("POST", "/session/logout"), ("GET", "/session/logout"), ("DELETE", "/session/delete"),
        ("GET", "/session/info"), ("GET", "/session/me"), ("GET", "/getQr"), ("POST", "/requestCode"), ("GET", "/getScreenshot"),
    ];

    [Fact]
    public async Task From_create_to_working_to_delete()
    {
        var created = await CallAsync("POST", "/createSession", "name=newsession");
        (created.Status, created["name"], created["status"]).ShouldBe((200, "newsession", "STOPPED"));
        var id = created["instance_id"]!;

        var started = await CallAsync("POST", "/session/start", $"instance_id={id}");
        (started.Status, started["status"]).ShouldBe((200, "STARTING"));
        started.Json.GetProperty("engine").GetProperty("grpc").GetProperty("client").GetString().ShouldBe("READY");
        started.Json.GetProperty("engine").GetProperty("gows").GetProperty("found").GetBoolean().ShouldBeTrue();
        var metadata = started.Json.GetProperty("config").GetProperty("metadata");
        metadata.GetProperty("instance_id").GetString().ShouldBe(id);
        started.Text.ShouldNotContain(box.Key);

        var raw = await CallAsync("GET", "/getQr", $"format=raw&instance_id={id}");
        var image = await CallAsync("GET", "/getQr", $"instance_id={id}");
        image["qr"]!.ShouldStartWith("data:image/png;base64,iVBOR");
        (await CallAsync("POST", "/requestCode", $"instance_id={id}&phone_number=15550000020"))["code"]!.ShouldMatch("^[A-Z0-9]{4}-[A-Z0-9]{4}$");
        await box.Server.ScanAsync(box.Server.Phones.Create("15550000020", "Jane"), raw["value"]!);
        await box.BecomesAsync(id, "WORKING");

        (await CallAsync("GET", "/session/me", $"instance_id={id}"))["id"].ShouldBe("15550000020@c.us");
        (await CallAsync("GET", "/session/info", $"instance_id={id}")).Json.GetProperty("me").GetProperty("id").GetString().ShouldBe("15550000020@c.us");
        var working = await CallAsync("GET", "/getQr", $"instance_id={id}");
        (working.Status, working["code"]).ShouldBe((400, "already_connected"));
        (await CallAsync("POST", "/session/stop", $"instance_id={id}"))["status"].ShouldBe("STOPPED");
        (await CallAsync("POST", "/session/restart", $"instance_id={id}"))["status"].ShouldBe("STARTING");
        await box.BecomesAsync(id, "WORKING");
        (await CallAsync("GET", "/session/logout", $"instance_id={id}")).Status.ShouldBe(200);
        await box.BecomesAsync(id, "SCAN_QR_CODE");
        (await CallAsync("DELETE", "/session/delete", $"instance_id={id}"))["success"].ShouldBe("true");
        (await CallAsync("GET", "/session/info", $"instance_id={id}"))["code"].ShouldBe("invalid_instance");
    }

    [Fact]
    public async Task Every_route_asks_for_a_key_and_hides_what_is_anothers()
    {
        var id = (await CallAsync("POST", "/session/create", "name=guarded"))["instance_id"]!;
        var other = await box.KeyAsync("v1-other", [.. ApiScopes.All]);
        foreach (var (method, path) in Routes)
        {
            var anonymous = await _http.CallAsync(method, $"{Root}{path}?instance_id={id}");
            (anonymous.Status, anonymous["code"], anonymous.Json.GetProperty("data").GetProperty("status").GetInt32())
                .ShouldBe((401, "invalid_access_token", 401), path);
            (await CallAsync(method, path, "")).Status.ShouldBe(400, path);
            (await CallAsync(method, path, $"instance_id={id}", "{")).Status.ShouldBe(400, path);
            (await CallAsync(method, path, $"instance_id={id}", $"\"{new string('x', 1_100_000)}\"")).Status.ShouldBe(413, path);
            var foreign = await _http.CallAsync(method, $"{Root}{path}?instance_id={id}&phone_number=1&access_token={other}");
            (foreign.Status, foreign["code"]).ShouldBe((404, "invalid_instance"), path);
        }

        (await CallAsync("GET", "/session/info", $"instance_id={id}"))["status"].ShouldBe("STOPPED");
        (await CallAsync("POST", "/createSession", "name=a%20b")).Status.ShouldBe(400);
        (await CallAsync("POST", "/createSession", "name=guarded")).Status.ShouldBe(409);
        (await CallAsync("GET", "/nothing", ""))["code"].ShouldBe("rest_no_route");
    }

    [Fact]
    public async Task Credentials_are_taken_from_a_form_and_from_json()
    {
        var id = (await CallAsync("POST", "/session/create", "name=places"))["instance_id"]!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["access_token"] = box.Key, ["instance_id"] = id });

        using var response = await _http.PostAsync($"{Root}/session/stop", form);

        ((int)response.StatusCode).ShouldBe(200);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("name").GetString().ShouldBe("places");
        (await _http.CallAsync("POST", $"{Root}/session/stop", new { access_token = box.Key, instance_id = id })).Status.ShouldBe(200);
    }

    private Task<Reply> CallAsync(string method, string path, string query, object? body = null) =>
        _http.CallAsync(method, $"{Root}{path}?{query}&access_token={box.Key}", body);
}
