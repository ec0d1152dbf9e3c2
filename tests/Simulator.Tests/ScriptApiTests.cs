using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Wasilo.Simulator.Tests;

public sealed class ScriptApiTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _http = new HttpClient { BaseAddress = _server.ControlUrl };
        _server.Phones.Create("15550000001", "Alice");
        _server.Phones.Create("15550000002", "Bob");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Phones_write_react_and_read_each_other()
    {
        var sent = await PostAsync("1/messages", new { to = "15550000002", text = "Hello" });
        var id = sent.GetProperty("id").GetString();
        var arrived = await ArrivesAsync(2, "text");
        arrived.GetProperty("text").GetString().ShouldBe("Hello");
        arrived.GetProperty("chat").GetString().ShouldBe("15550000001@s.whatsapp.net");
        arrived.GetProperty("fromMe").GetBoolean().ShouldBeFalse();

        await PostAsync($"2/messages/{id}/reaction", new { emoji = "👍" });
        await PostAsync($"2/messages/{id}/read", null);
        await PostAsync("2/messages", new { to = "15550000001", text = "Hi", quote = id });
        await PostAsync($"1/messages/{id}/edit", new { text = "Hello!" });
        await PostAsync($"1/messages/{id}/revoke", null);
        var reaction = await ArrivesAsync(1, "reaction");
        reaction.GetProperty("emoji").GetString().ShouldBe("👍");
        reaction.GetProperty("target").GetString().ShouldBe(id);
        (await ArrivesAsync(1, "text", fromMe: false)).GetProperty("quoted").GetString().ShouldBe(id);
        (await ArrivesAsync(2, "edit")).GetProperty("text").GetString().ShouldBe("Hello!");
        (await ArrivesAsync(2, "revoke")).GetProperty("target").GetString().ShouldBe(id);
        await Eventually.TrueAsync(async () => (await ListAsync("1/receipts")).Any(
            receipt => receipt.GetProperty("type").GetString() == "read" && receipt.GetProperty("id").GetString() == id));
    }

    [Fact]
    public async Task A_group_is_made_and_a_poll_in_it_is_voted_in()
    {
        var made = await PostAsync("1/groups", new { subject = "Friends", members = new[] { "15550000002" } });
        var group = made.GetProperty("jid").GetString();
        var poll = await PostAsync("1/messages", new { to = group, poll = new { name = "Tea?", options = new[] { "Yes", "No" } } });
        (await ArrivesAsync(2, "poll")).GetProperty("options").GetArrayLength().ShouldBe(2);
        await PostAsync($"2/messages/{poll.GetProperty("id").GetString()}/vote", new { options = new[] { "No" } });
        (await ArrivesAsync(1, "pollVote")).GetProperty("options")[0].GetString().ShouldBe("No");

        await PostAsync($"1/groups/{group}/members", new { change = "promote", members = new[] { "15550000002" } });
        await PostAsync($"2/groups/{group}/leave", null);
        using var refused = await _http.PostAsJsonAsync(
            new Uri($"phones/15550000002/messages", UriKind.Relative), new { to = group, text = "x" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_phone_can_be_told_to_echo_and_to_send_many()
    {
        using var patched = await _http.PatchAsJsonAsync(
            new Uri("phones/15550000002/behaviour", UriKind.Relative), new { echo = true, receipts = false, available = true });
        patched.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var load = await PostAsync("1/load", new { to = "15550000002", count = 20, perSecond = 1000, text = "n" });
        load.GetProperty("sent").GetInt32().ShouldBe(20);

        await Eventually.TrueAsync(async () => (await ListAsync("1/messages")).Count(
            static message => !message.GetProperty("fromMe").GetBoolean()) == 20);
        (await ListAsync("1/receipts")).ShouldBeEmpty();
        (await PostAsync("1/calls", new { to = "15550000002" })).GetProperty("callId").GetString().ShouldNotBeNullOrEmpty();
        await Eventually.TrueAsync(async () => (await ListAsync("2/calls")).Count == 1);
    }

    [Theory]
    [InlineData("messages", "{\"to\":\"15550000009\",\"text\":\"x\"}", HttpStatusCode.NotFound)]
    [InlineData("messages", "{\"to\":\"nobody@x@y\",\"text\":\"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("messages", "{\"to\":\"15550000002\"}", HttpStatusCode.BadRequest)]
    [InlineData("messages", "{\"text\":\"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("messages", "{\"to\":\"120363000000000000@g.us\",\"text\":\"x\"}", HttpStatusCode.NotFound)]
    [InlineData("messages/none/reaction", "{\"emoji\":\"x\"}", HttpStatusCode.NotFound)]
    [InlineData("load", "{\"to\":\"15550000002\",\"count\":1,\"perSecond\":0}", HttpStatusCode.BadRequest)]
    [InlineData("typing", "{\"to\":\"15550000002\",\"state\":\"recording\"}", HttpStatusCode.NoContent)]
    [InlineData("share", "{\"device\":3}", HttpStatusCode.NotFound)]
    [InlineData("groups", "{\"subject\":\"\",\"members\":[]}", HttpStatusCode.Conflict)]
    public async Task A_request_gets_the_status_that_fits(string path, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"phones/15550000001/{path}", UriKind.Relative), content);
        answer.StatusCode.ShouldBe(expected);
    }

    private async Task<JsonElement> PostAsync(string path, object? body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri($"phones/1555000000{path}", UriKind.Relative), body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<List<JsonElement>> ListAsync(string path) =>
        await _http.GetFromJsonAsync<List<JsonElement>>(new Uri($"phones/1555000000{path}", UriKind.Relative)) ?? [];

    private async Task<JsonElement> ArrivesAsync(int phone, string kind, bool? fromMe = null)
    {
        JsonElement? found = null;
        await Eventually.TrueAsync(async () =>
        {
            foreach (var message in await ListAsync($"{phone}/messages"))
            {
                var isMine = message.GetProperty("fromMe").GetBoolean();
                if (message.GetProperty("kind").GetString() == kind && (fromMe ?? isMine) == isMine)
                    found = message;
            }

            return found is not null;
        });
        return found!.Value;
    }
}
