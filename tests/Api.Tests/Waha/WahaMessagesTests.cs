using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Tests.Waha;

public sealed class WahaMessagesTests(WahaBox box) : IClassFixture<WahaBox>
{
    [Fact]
    public async Task A_text_goes_out_one_comes_in_and_both_are_listed()
    {
        var (session, number) = await WorkingAsync();
        var bob = box.Server.Phones.Create("15558800001", "Bob");
        var phone = box.Server.Script(bob);

        using var response = await box.Http.PostAsJsonAsync("/api/sendText", new { session, chatId = "15558800001@c.us", text = "Hello" });

        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var sent = await response.Content.ReadFromJsonAsync<JsonElement>();
        (sent.GetProperty("body").GetString(), sent.GetProperty("fromMe").GetBoolean()).ShouldBe(("Hello", true));
        await Eventually.TrueAsync(() => phone.Messages.Any(message => message.Text == "Hello"));
        await phone.SendTextAsync(new(number, "s.whatsapp.net"), "Hi");

        await Eventually.PassesAsync(async () =>
            (await ListAsync($"/api/{session}/chats/15558800001@c.us/messages")).Select(message => message.GetProperty("body").GetString())
                .ShouldBe(["Hi", "Hello"], ignoreOrder: true));
        var chats = await ListAsync($"/api/{session}/chats?limit=10");
        chats.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("15558800001@c.us");
        (await ListAsync($"/api/{session}/chats/all/messages?limit=1&offset=1")).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"chatId":"15558800001@c.us"}""")]
    [InlineData("""{"chatId":"15558800001@c.us","text":""}""")]
    [InlineData("""{"chatId":"nobody","text":"x"}""")]
    [InlineData("""{"chatId":"15558800001@c.us","text":"x","reply_to":"true_1@c.us_MISSING"}""")]
    [InlineData("""{"chatId":"15558800001@c.us","text":"x","mentions":["nobody"]}""")]
    [InlineData("""{"chatId":"15558800001@c.us","text":"x","mentions":"all"}""")]
    [InlineData("""{"chatId":"15558800001@c.us","text":"x","mentions":[null]}""")]
    [InlineData("""{"chatId":""")]
    public async Task A_malformed_request_is_answered_with_400_and_sends_nothing(string body)
    {
        var (session, _) = await WorkingAsync();
        var whole = $"{{\"session\":\"{session}\",{body[1..]}";
        using var content = new StringContent(whole, System.Text.Encoding.UTF8, "application/json");

        using var response = await box.Http.PostAsync("/api/sendText", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
        (await ListAsync($"/api/{session}/chats/all/messages")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_does_not_work_answers_422_and_one_that_is_not_there_404()
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name, start = false });

        using var stopped = await box.Http.PostAsJsonAsync("/api/sendText", new { session = name, chatId = "15558800001@c.us", text = "x" });
        using var missing = await box.Http.PostAsJsonAsync("/api/sendText", new { session = "nobody", chatId = "15558800001@c.us", text = "x" });
        using var chats = await box.Http.GetAsync("/api/nobody/chats");
        using var limit = await box.Http.GetAsync($"/api/{name}/chats?limit=1001");
        using var chat = await box.Http.GetAsync($"/api/{name}/chats/x/messages");

        (stopped.StatusCode, missing.StatusCode, chats.StatusCode, limit.StatusCode, chat.StatusCode).ShouldBe((
            HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await stopped.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("expected")[0].GetString().ShouldBe("WORKING");
    }

    [Fact]
    public async Task Another_account_s_key_and_one_that_only_reads_send_nothing()
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name, start = false });
        using var reader = await box.ClientAsync(Wasilo.Api.Access.FirstKey.Account, [ApiScopes.Read]);
        using var stranger = await box.ClientAsync("stranger", [.. ApiScopes.All]);
        var body = new { session = name, chatId = "15558800001@c.us", text = "x" };

        using var read = await reader.PostAsJsonAsync("/api/sendText", body);
        using var strange = await stranger.PostAsJsonAsync("/api/sendText", body);
        using var nobody = await box.Anonymous().PostAsJsonAsync("/api/sendText", body);
        using var foreign = await stranger.GetAsync($"/api/{name}/chats");

        (read.StatusCode, strange.StatusCode, nobody.StatusCode, foreign.StatusCode).ShouldBe((
            HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound));
    }

    private async Task<(string Session, string Number)> WorkingAsync()
    {
        var name = $"s{Guid.NewGuid():N}";
        await box.CreateAsync(new { name });
        var qr = (await box.Http.GetFromJsonAsync<JsonElement>($"/api/{name}/auth/qr?format=raw")).GetProperty("value").GetString()!;
        var phone = box.Server.Phones.Create($"1555{Random.Shared.Next(1_000_000, 7_000_000)}", "Alice");
        await box.Server.ScanAsync(phone, qr);
        await box.BecomesAsync(name, "WORKING");
        return (name, phone.Number);
    }

    private async Task<JsonElement[]> ListAsync(string path) => (await box.Http.GetFromJsonAsync<JsonElement[]>(path))!;
}
