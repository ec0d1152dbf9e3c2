using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Waha;

public sealed class WahaSessionsTests(WahaBox box) : IClassFixture<WahaBox>
{
    [Fact]
    public async Task From_create_to_working_to_delete()
    {
        var created = await box.CreateAsync(new { name = "life", config = new { metadata = new { user = "7" } } });
        created.GetProperty("status").GetString().ShouldBe("STARTING");
        created.GetProperty("config").GetProperty("metadata").GetProperty("user").GetString().ShouldBe("7");

        var qr = (await box.Http.GetFromJsonAsync<JsonElement>("/api/life/auth/qr?format=raw")).GetProperty("value").GetString()!;
        var image = await box.Http.GetAsync("/api/life/auth/qr");
        image.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await image.Content.ReadAsByteArrayAsync())[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        await box.Server.ScanAsync(box.Server.Phones.Create("15550000001", "Alice"), qr);
        await box.BecomesAsync("life", "WORKING");

        (await box.Http.GetFromJsonAsync<JsonElement>("/api/sessions/life/me")).GetProperty("id").GetString().ShouldBe("15550000001@c.us");
        (await StatusAsync(HttpMethod.Get, "/api/life/auth/qr")).ShouldBe(422);
        (await VerbAsync("life", "start")).GetProperty("status").GetString().ShouldBe("WORKING");
        (await VerbAsync("life", "stop")).GetProperty("status").GetString().ShouldBe("STOPPED");
        await VerbAsync("life", "restart");
        await box.BecomesAsync("life", "WORKING");
        (await VerbAsync("life", "logout")).GetProperty("status").GetString().ShouldBe("STARTING");
        await box.BecomesAsync("life", "SCAN_QR_CODE");

        (await StatusAsync(HttpMethod.Delete, "/api/sessions/life")).ShouldBe(200);
        (await StatusAsync(HttpMethod.Delete, "/api/sessions/life")).ShouldBe(200);
        (await StatusAsync(HttpMethod.Get, "/api/sessions/life")).ShouldBe(404);
        (await StatusAsync(HttpMethod.Post, "/api/sessions/life/start")).ShouldBe(404);
    }

    [Fact]
    public async Task A_pairing_code_comes_with_the_qr_code()
    {
        await box.CreateAsync(new { name = "code" });
        await box.BecomesAsync("code", "SCAN_QR_CODE");

        using var response = await box.Http.PostAsJsonAsync("/api/code/auth/request-code", new { phoneNumber = "15550000002" });

        ((int)response.StatusCode).ShouldBe(201);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!.ShouldMatch("^[A-Z0-9]{4}-[A-Z0-9]{4}$");
        using var wrong = await box.Http.PostAsJsonAsync("/api/code/auth/request-code", new { phoneNumber = "nobody" });
        ((int)wrong.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task A_name_is_given_once_and_stopped_sessions_are_listed_on_demand()
    {
        var created = await box.CreateAsync(new { name = "once", start = false });
        created.GetProperty("status").GetString().ShouldBe("STOPPED");
        using var again = await box.Http.PostAsJsonAsync("/api/sessions", new { name = "once" });
        ((int)again.StatusCode).ShouldBe(422);
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString()
            .ShouldBe("Session 'once' already exists. Use PUT to update it.");

        (await NamesAsync("/api/sessions")).ShouldNotContain("once");
        (await NamesAsync("/api/sessions?all=true")).ShouldContain("once");
        (await box.Http.GetFromJsonAsync<JsonElement>($"/api/sessions/{created.GetProperty("id").GetString()}")).GetProperty("name").GetString().ShouldBe("once");
    }

    [Fact]
    public async Task A_config_is_replaced_as_a_whole()
    {
        await box.CreateAsync(new { name = "config", start = false, config = new { debug = true } });
        object webhook = new { url = "https://example.com/hook", events = new[] { "*" }, hmac = new { key = "secret" } };

        using var response = await box.Http.PutAsJsonAsync("/api/sessions/config", new { config = new { webhooks = new[] { webhook } } });

        var config = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("config");
        config.GetProperty("debug").GetBoolean().ShouldBeFalse();
        config.GetProperty("webhooks")[0].GetProperty("hmac").GetProperty("key").GetString().ShouldBe("secret");
        using var reader = await box.ClientAsync("default", [ApiScopes.Read]);
        (await reader.GetStringAsync("/api/sessions/config")).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("{", "the JSON that is expected")]
    [InlineData("[]", "the JSON that is expected")]
    [InlineData("""{"name":7}""", "at $.name")]
    [InlineData("""{"name":"a b"}""", "1 to 54 letters")]
    [InlineData("""{"name":"../../etc"}""", "1 to 54 letters")]
    [InlineData("""{"config":{"proxy":{"server":"http://x/y"}}}""", "proxy.server")]
    [InlineData("""{"config":{"webhooks":[{"url":"file:///etc/passwd","events":["*"]}]}}""", "webhooks[].url")]
    [InlineData("""{"config":{"webhooks":[{}]}}""", "webhooks[].url")]
    public async Task What_cannot_be_is_refused_and_nothing_created(string body, string expected)
    {
        var before = (await NamesAsync("/api/sessions?all=true")).Count;

        using var response = await box.Http.PostAsync("/api/sessions", new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)response.StatusCode).ShouldBe(400);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        (error.GetProperty("statusCode").GetInt32(), error.GetProperty("error").GetString()).ShouldBe((400, "Bad Request"));
        error.GetProperty("message").GetString()!.ShouldContain(expected);
        (await NamesAsync("/api/sessions?all=true")).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Without_a_key_that_fits_nothing_is_told()
    {
        await box.CreateAsync(new { name = "mine", start = false });
        using var other = await box.ClientAsync("other", [.. ApiScopes.All]);
        using var reader = await box.ClientAsync("default", [ApiScopes.Read]);
        using var anonymous = box.Anonymous();
        using var wrong = box.Anonymous($"wa_aaaaaaaaaaaa_{new string('x', 43)}");

        (await anonymous.GetAsync("/api/sessions/mine")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await wrong.GetAsync("/api/sessions/mine")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.GetAsync("/api/sessions/mine")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync("/api/sessions/mine/start", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reader.GetAsync("/api/sessions/mine")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await reader.PostAsync("/api/sessions/mine/start", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_key_for_one_session_sees_no_other()
    {
        var mine = (await box.CreateAsync(new { name = "one", start = false })).GetProperty("id").GetString();
        await box.CreateAsync(new { name = "two", start = false });
        using var http = await box.ClientAsync("default", [ApiScopes.Read, ApiScopes.Manage], mine);

        (await http.GetAsync("/api/sessions/one")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/api/sessions/two")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetFromJsonAsync<JsonElement>("/api/sessions?all=true")).GetArrayLength().ShouldBe(1);
        (await http.PostAsJsonAsync("/api/sessions", new { name = "three" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<int> StatusAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await box.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private async Task<JsonElement> VerbAsync(string session, string verb)
    {
        using var response = await box.Http.PostAsync($"/api/sessions/{session}/{verb}", null);
        ((int)response.StatusCode).ShouldBe(201);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<List<string?>> NamesAsync(string path) =>
        [.. (await box.Http.GetFromJsonAsync<JsonElement>(path)).EnumerateArray().Select(session => session.GetProperty("name").GetString())];
}
