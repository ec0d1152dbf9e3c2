using System.Net.Http.Json;
using System.Text.Json;
using Wasilo.Api.Tests.Waha;
using Wasilo.Simulator;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Api.Tests.Dialects;

/// <summary>The same messages in every dialect, as the phone that gets them sees them.</summary>
public sealed class SendingTests(WahaBox box) : IClassFixture<WahaBox>, IAsyncLifetime
{
    private static int _lastNumber;

    private readonly string _bob = $"1555990{Interlocked.Increment(ref _lastNumber):0000}";
    private string _name = null!;
    private string _id = null!;
    private PhoneScript _phone = null!;

    public async Task InitializeAsync()
    {
        _phone = box.Server.Script(box.Server.Phones.Create(_bob, "Bob"));
        _name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name = _name });
        var qr = (await box.Http.GetFromJsonAsync<JsonElement>($"/api/{_name}/auth/qr?format=raw")).GetProperty("value").GetString()!;
        await box.Server.ScanAsync(box.Server.Phones.Create($"1555980{_lastNumber:0000}", "Alice"), qr);
        await box.BecomesAsync(_name, "WORKING");
        var gateway = await box.Http.GetFromJsonAsync<JsonElement>("/api/v1/sessions");
        _id = gateway.GetProperty("data").EnumerateArray().Single(session => session.GetProperty("label").GetString() == _name).GetProperty("id").GetString()!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Waha()
    {
        var id = Id(await SendAsync("POST", "/api/sendText", new { session = _name, chatId = _bob, text = "Helo" }, 201));
        var newId = (await box.Http.GetFromJsonAsync<JsonElement>($"/api/{_name}/new-message-id")).GetProperty("id").GetString();
        await SendAsync("POST", "/api/sendLocation", new { session = _name, chatId = _bob, latitude = 1.5, longitude = 2.5, title = "There", id = newId }, 201);
        await SendAsync("POST", "/api/sendPoll", new { session = _name, chatId = _bob, poll = new { name = "When?", options = new[] { "Now", "Later" } } }, 201);
        await SendAsync(
            "POST",
            "/api/sendContactVcard",
            new { session = _name, chatId = _bob, contacts = new[] { new { fullName = "Ana", phoneNumber = "+1 555 000 0001" } } },
            201);
        await SendAsync(
            "POST",
            "/api/send/link-custom-preview",
            new { session = _name, chatId = _bob, text = "See https://example.org", preview = new { url = "https://example.org", title = "T" } },
            201);
        await SendAsync("PUT", "/api/reaction", new { session = _name, messageId = id, reaction = "👍" }, 200);
        await SendAsync("PUT", $"/api/{_name}/chats/{_bob}@c.us/messages/{id}", new { text = "Hello" }, 200);
        await SendAsync("POST", $"/api/{_name}/chats/{_bob}@c.us/messages/{id}/pin", new { duration = 86400 }, 200);
        await SendAsync("POST", $"/api/{_name}/chats/{_bob}@c.us/messages/{id}/unpin", new { }, 200);
        await SendAsync("DELETE", $"/api/{_name}/chats/{_bob}@c.us/messages/{id}", null, 200);
        foreach (var path in (string[])["sendSeen", "startTyping", "stopTyping"])
            await SendAsync("POST", $"/api/{path}", new { session = _name, chatId = _bob }, 201);
        await SendAsync("POST", $"/api/{_name}/presence", new { presence = "typing", chatId = _bob }, 201);
        await SendAsync("POST", $"/api/{_name}/presence", new { presence = "somewhere" }, 400);
        await SendAsync("POST", "/api/sendSeen", new { session = _name, chatId = _bob, messageIds = new string?[] { null } }, 400);
        await SendAsync("POST", "/api/sendContactVcard", new { session = _name, chatId = _bob, contacts = new object?[] { null } }, 400);
        var found = await SendAsync("GET", $"/api/{_name}/chats/{_bob}@c.us/messages/{newId}", null, 200);
        found.GetProperty("location").GetProperty("name").GetString().ShouldBe("There");
        await SendAsync("GET", $"/api/{_name}/chats/{_bob}@c.us/messages/MISSING", null, 404);

        await HeardAsync("Text", "Location", "Poll", "Contact", "Text", "Reaction", "Edit", "Pin", "Pin", "Revoke");
    }

    [Theory]
    [InlineData("/wp-json/awp/v1", "send", "sendLocation", "sendPoll", "sendSeen", "startTyping")]
    [InlineData("/v2", "send/text", "send/location", "send/poll", "send/seen", "start-typing")]
    public async Task Wawp(string root, string text, string location, string poll, string seen, string typing)
    {
        var who = $"instance_id={_id}&access_token={box.Key}";
        var id = Id(await SendAsync("POST", $"{root}/{text}?{who}&chatId={_bob}@c.us&message=Hello", null, 200));
        await SendAsync("POST", $"{root}/{location}?{who}&chatId={_bob}&latitude=1.5&longitude=2.5&title=There", null, 200);
        await SendAsync("POST", $"{root}/{poll}?{who}", new { chatId = _bob, poll = new { name = "When?", options = new[] { "Now", "Later" } } }, 200);
        await SendAsync("PUT", $"{root}/reaction?{who}&messageId={id}&reaction=x", null, 200);
        await SendAsync("DELETE", $"{root}/chats/{_bob}@c.us/messages/{id}?{who}", null, 200);
        await SendAsync("POST", $"{root}/{seen}?{who}&chatId={_bob}", null, 200);
        await SendAsync("POST", $"{root}/{typing}?{who}&chatId={_bob}", null, 200);
        await SendAsync("POST", $"{root}/{text}?{who}&chatId={_bob}", null, 400);
        await SendAsync("POST", $"{root}/{location}?{who}&chatId={_bob}&latitude=north&longitude=2.5", null, 400);
        await SendAsync("POST", $"{root}/{text}?instance_id={_id}&chatId={_bob}&message=Hello", null, 401);

        await HeardAsync("Text", "Location", "Poll", "Reaction", "Revoke");
    }

    [Fact]
    public async Task Groups()
    {
        var root = $"/api/{_name}/groups";
        var group = await SendAsync("POST", root, new { name = "Friends", participants = new[] { new { id = $"{_bob}@c.us" } } }, 201);
        var id = Id(group);
        id.ShouldEndWith("@g.us");
        group.GetProperty("participants").GetArrayLength().ShouldBe(2);
        await SendAsync("PUT", $"{root}/{id}/subject", new { subject = "Best friends" }, 200);
        await SendAsync("PUT", $"{root}/{id}/description", new { description = "Us" }, 200);
        await SendAsync("PUT", $"{root}/{id}/settings/security/messages-admin-only", new { adminsOnly = true }, 200);
        (await SendAsync("GET", $"{root}/{id}/settings/security/messages-admin-only", null, 200)).GetProperty("adminsOnly").GetBoolean().ShouldBeTrue();
        var got = await SendAsync("GET", $"{root}/{id}", null, 200);
        (got.GetProperty("subject").GetString(), got.GetProperty("description").GetString(), got.GetProperty("announce").GetBoolean())
            .ShouldBe(("Best friends", "Us", true));
        await SendAsync("POST", $"{root}/{id}/admin/promote", new { participants = new[] { new { id = _bob } } }, 200);
        var members = await SendAsync("GET", $"{root}/{id}/participants/v2", null, 200);
        members.EnumerateArray().Select(member => member.GetProperty("role").GetString()).ShouldBe(["superadmin", "admin"], ignoreOrder: true);
        var code = (await SendAsync("GET", $"{root}/{id}/invite-code", null, 200)).GetString();
        Id(await SendAsync("GET", $"{root}/join-info?code=https://chat.whatsapp.com/{code}", null, 200)).ShouldBe(id);
        (await SendAsync("POST", $"{root}/{id}/invite-code/revoke", null, 200)).GetString().ShouldNotBe(code);
        await SendAsync("POST", $"{root}/{id}/participants/remove", new { participants = new[] { new { id = _bob } } }, 200);
        (await SendAsync("GET", $"{root}/count", null, 200)).GetProperty("count").GetInt32().ShouldBe(1);
        var v1 = $"instance_id={_id}&access_token={box.Key}";
        (await SendAsync("GET", $"/wp-json/awp/v1/groups?{v1}", null, 200)).EnumerateArray().Select(Id).ShouldBe([id]);
        await SendAsync("PUT", $"/v2/groups/{id}/subject?{v1}&subject=Others", null, 200);
        (await SendAsync("GET", $"/v2/groups/{id}?{v1}", null, 200)).GetProperty("subject").GetString().ShouldBe("Others");
        await SendAsync("POST", $"{root}/{id}/leave", null, 200);

        await SendAsync("POST", root, new { name = "", participants = new[] { new { id = _bob } } }, 400);
        await SendAsync("POST", root, new { name = "Nobody" }, 400);
        await SendAsync("POST", root, new { name = "Nobody", participants = new object?[] { null } }, 400);
        await SendAsync("PUT", $"{root}/{id}/settings/security/info-admin-only", new { }, 400);
        await SendAsync("GET", $"{root}/{_bob}", null, 400);
    }

    [Fact]
    public async Task Gateway()
    {
        var root = $"/api/v1/sessions/{_id}/messages";
        using var first = await PostOnceAsync(root);
        using var again = await PostOnceAsync(root);
        var sent = await first.Content.ReadFromJsonAsync<JsonElement>();
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("waMessageId").GetString().ShouldBe(sent.GetProperty("waMessageId").GetString());
        (sent.GetProperty("mode").GetString(), sent.GetProperty("status").GetString()).ShouldBe(("sync", "sent"));
        var id = sent.GetProperty("waMessageId").GetString();
        await SendAsync("POST", root, new { type = "poll", to = _bob, name = "When?", options = new[] { "Now", "Later" } }, 200);
        await SendAsync("POST", root, new { type = "location", to = _bob, latitude = 1, longitude = 2 }, 200);
        await SendAsync("POST", root, new { type = "contact", to = _bob, contact = new { name = "Ana", phone = "15550000001" } }, 200);
        await SendAsync("POST", $"{root}/{id}/reaction", new { emoji = "👍" }, 200);
        await SendAsync("DELETE", $"{root}/{id}/reaction", null, 200);
        await SendAsync("PATCH", $"{root}/{id}", new { text = "Hello!" }, 200);
        await SendAsync("POST", $"{root}/{id}/forward", new { to = _bob }, 200);
        await SendAsync("DELETE", $"{root}/{id}", null, 200);
        await SendAsync("POST", root, new { type = "image", to = _bob }, 400);
        await SendAsync("POST", root, new { type = "text", text = "x" }, 400);

        await HeardAsync("Text", "Poll", "Location", "Contact", "Reaction", "Reaction", "Edit", "Text", "Revoke");

        async Task<HttpResponseMessage> PostOnceAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { type = "text", to = _bob, text = "Hello" }) };
            request.Headers.Add("Idempotency-Key", "order 7");
            var response = await box.Http.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync());
            return response;
        }
    }

    private static string Id(JsonElement message) => message.GetProperty("id").GetString()!;

    private async Task<JsonElement> SendAsync(string method, string path, object? body, int status)
    {
        var client = path.Contains("instance_id=", StringComparison.Ordinal) ? box.Anonymous() : box.Http;
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, $"{method} {path}: {text}");
        return JsonDocument.Parse(text.Length > 0 ? text : "null").RootElement;
    }

    private async Task HeardAsync(params string[] kinds)
    {
        await Eventually.TrueAsync(() => _phone.Messages.Count(IsHeard) >= kinds.Length);
        _phone.Messages.Where(IsHeard).Select(message => message.Content.GetType().Name[..^"Content".Length]).ShouldBe(kinds);

        static bool IsHeard(Wasilo.Simulator.Primary.PhoneMessage message) => message.Content is not UnknownContent;
    }
}
