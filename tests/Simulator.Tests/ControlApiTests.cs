using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Wasilo.Simulator.Tests;

public sealed class ControlApiTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _http = new HttpClient { BaseAddress = _server.ControlUrl };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_phone_can_be_made_scanned_with_and_unlinked()
    {
        var device = new TestDevice();
        (await PostAsync("phones", new { number = "15550000001", name = "Alice" })).StatusCode.ShouldBe(HttpStatusCode.Created);

        var (client, references) = await _server.RegisterAsync(device);
        await using (client)
        {
            var scan = PostAsync("phones/15550000001/scan", new { qr = device.Qr(references[0]) });
            await client.SendAsync(device.Accept(await client.NextAsync("iq")));
            var scanned = await (await scan).Content.ReadFromJsonAsync<JsonElement>();
            scanned.GetProperty("jid").GetString().ShouldBe("15550000001:1@s.whatsapp.net");
        }

        var unlinked = await PostAsync("phones/15550000001/unlink", new { });
        (await unlinked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("devices").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_number_exists_once()
    {
        await PostAsync("phones", new { number = "15550000001" });
        (await PostAsync("phones", new { number = "15550000001" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"number\":null}")]
    [InlineData("{\"number\":\"+15550000001\"}")]
    [InlineData("{\"number\":\"123\"}")]
    [InlineData("{\"number\":\"15550000001\",\"platform\":\"toaster\"}")]
    [InlineData("{\"number\":\"15550000001\",\"lid\":\"15550000001\"}")]
    [InlineData("not json")]
    public async Task A_phone_that_can_not_be_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await _http.PostAsync(new Uri("phones", UriKind.Relative), content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _server.Phones.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("phones/1/scan", "{\"qr\":\"x\"}", HttpStatusCode.NotFound)]
    [InlineData("phones/15550000001/scan", "{\"qr\":\"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/enter-code", "{\"code\":\"123\"}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/enter-code", "{\"code\":\"ABCD-EFGH\"}", HttpStatusCode.Conflict)]
    [InlineData("phones/15550000001/unlink", "{\"device\":3}", HttpStatusCode.NotFound)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"nonsense\"}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"streamError\",\"device\":3,\"code\":503}", HttpStatusCode.NotFound)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"failLogins\"}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"failLogins\",\"code\":503,\"times\":0}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"leaveUnanswered\"}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"failLogins\",\"code\":503}", HttpStatusCode.OK)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"delay\"}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"delay\",\"milliseconds\":-1}", HttpStatusCode.BadRequest)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"delay\",\"milliseconds\":50,\"spreadMilliseconds\":50}", HttpStatusCode.OK)]
    [InlineData("phones/15550000001/faults", "{\"kind\":\"duplicate\",\"times\":3}", HttpStatusCode.OK)]
    [InlineData("faults", "{\"kind\":\"garbage\"}", HttpStatusCode.OK)]
    [InlineData("faults", "{\"kind\":\"drop\",\"device\":1}", HttpStatusCode.BadRequest)]
    public async Task A_request_gets_the_status_that_fits(string path, string body, HttpStatusCode expected)
    {
        _server.Phones.Create("15550000001");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await _http.PostAsync(new Uri(path, UriKind.Relative), content)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        var document = await _http.GetFromJsonAsync<JsonElement>(new Uri("openapi/v1.json", UriKind.Relative));

        var paths = document.GetProperty("paths").EnumerateObject().Select(static path => path.Name).ToArray();
        paths.ShouldBe(
            [
                "/healthz", "/stats",
                "/phones", "/phones/{number}", "/phones/{number}/scan", "/phones/{number}/enter-code",
                "/phones/{number}/unlink", "/phones/{number}/faults", "/faults",
                "/phones/{number}/messages", "/phones/{number}/messages/{id}/read", "/phones/{number}/messages/{id}/reaction",
                "/phones/{number}/messages/{id}/edit", "/phones/{number}/messages/{id}/revoke", "/phones/{number}/messages/{id}/vote",
                "/phones/{number}/receipts", "/phones/{number}/load", "/phones/{number}/typing", "/phones/{number}/behaviour",
                "/phones/{number}/share", "/phones/{number}/calls", "/phones/{number}/calls/end", "/phones/{number}/groups",
                "/phones/{number}/groups/{group}/members", "/phones/{number}/groups/{group}/subject",
                "/phones/{number}/groups/{group}/leave",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Statistics_name_every_counter()
    {
        var stats = await _http.GetFromJsonAsync<JsonElement>(new Uri("stats", UriKind.Relative));

        stats.GetProperty("counts").EnumerateObject().Count().ShouldBe(Enum.GetValues<Counting.Counted>().Length);
        stats.GetProperty("openConnections").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Without_an_upgrade_the_chat_address_says_what_it_wants() =>
        (await _http.GetAsync(new Uri("ws/chat", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);

    private Task<HttpResponseMessage> PostAsync(string path, object body) => _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
}
