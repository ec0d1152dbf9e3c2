using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Contacts;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Tests.Client;
using Wasilo.WhatsApp.Tests.Directory;

namespace Wasilo.WhatsApp.Tests.Contacts;

public sealed class ContactTests
{
    private static readonly Jid Bob = Jid.Parse("15550000002@s.whatsapp.net");
    private static readonly Jid BobLid = Jid.Parse("200000000000002@lid");

    [Fact]
    public async Task Numbers_are_checked_and_answered_in_their_order()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var checking = world.Client.Contacts.CheckAsync(["+1 555 000 0009", "+1 (555) 000-0002", "15550000007"]);
        var question = await server.ExpectAsync("get", "usync");
        var users = question.Child("usync")!.Child("list")!.Children;
        users.Select(user => user.Child("contact")!.Text).ShouldBe(["+15550000009", "+15550000002", "+15550000007"]);
        users.ShouldAllBe(user => user.Attributes.Count == 0);
        server.AnswerUsync(
            question,
            new Node("user", [("jid", Bob)],
                [new Node("contact", [("type", "in")], "+15550000002"), new Node("lid", [("val", BobLid)])]),
            new Node("user", [("jid", Jid.Parse("15550000009@s.whatsapp.net"))], [new Node("contact", [("type", "out")], "+15550000009")]),
            new Node("user", [("jid", BobLid)]));

        (await checking).ShouldBe(
        [
            new NumberCheck("15550000009", false, null, null),
            new NumberCheck("15550000002", true, Bob, BobLid),
            new NumberCheck("15550000007", false, null, null),
        ]);
        (await world.Store.LoadLidAsync(Bob, default)).ShouldBe(BobLid);
        await Should.ThrowAsync<ArgumentException>(() => world.Client.Contacts.CheckAsync(["555"]));
    }

    [Fact]
    public async Task What_accounts_say_about_themselves_is_read_and_changed()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        (await GetAboutAsync(new Node("status", [("t", "1700000300")], "Busy"))).ShouldBe(
            new AccountAbout("Busy", DateTimeOffset.FromUnixTimeSeconds(1_700_000_300), false));
        (await GetAboutAsync(new Node("status", [("code", "401")]))).ShouldBe(new AccountAbout(null, null, true));
        (await GetAboutAsync(new Node("lid"))).ShouldBe(new AccountAbout(null, null, false));

        var setting = world.Client.Contacts.SetAboutAsync("At work");
        var request = await server.ExpectAsync("set", "status", "status");
        request.Child("status")!.Text.ShouldBe("At work");
        server.Answer(request);
        await setting;

        async Task<AccountAbout> GetAboutAsync(Node answer)
        {
            var asking = world.Client.Contacts.GetAboutAsync(Bob);
            server.AnswerUsync(await server.ExpectAsync("get", "usync"), new Node("user", [("jid", Bob)], [answer]));
            return await asking;
        }
    }

    [Fact]
    public async Task A_picture_is_found_with_the_token_that_its_owner_gave()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        await world.Client.Directory.Tokens.KeepAsync(Bob, new byte[] { 9 }, world.Time.GetUtcNow());

        var asking = world.Client.Contacts.GetPictureAsync(Bob, preview: true);
        var request = await server.ExpectAsync("get", "w:profile:picture", "picture");
        (request.Jid("to"), request.Jid("target")).ShouldBe((Jid.WhatsApp, Bob));
        request.Child("picture").ShouldBe(
            new Node("picture", [("type", "preview"), ("query", "url")], [new Node("tctoken", content: new byte[] { 9 })]));
        server.Answer(request, [new Node("picture", [("id", "17"), ("url", "https://pps.example/17.jpg")])]);
        (await asking).ShouldBe(new PictureLocation("17", new Uri("https://pps.example/17.jpg")));

        var own = world.Client.Contacts.GetPictureAsync(ClientWorld.Id);
        request = await server.ExpectAsync("get", "w:profile:picture", "picture");
        request.Child("picture").ShouldBe(new Node("picture", [("type", "image"), ("query", "url")]));
        server.Answer(request, [new Node("picture", [("status", "204")])]);
        (await own).ShouldBeNull();

        var none = world.Client.Contacts.GetPictureAsync(Bob);
        server.Refuse(await server.ExpectAsync("get", "w:profile:picture"), 404, "item-not-found");
        (await none).ShouldBeNull();
        var hidden = world.Client.Contacts.GetPictureAsync(Bob);
        server.Refuse(await server.ExpectAsync("get", "w:profile:picture"), 401, "not-authorized");
        (await hidden.ShouldThrowAsync<RequestRefusedException>()).Code.ShouldBe(401);
    }

    [Fact]
    public async Task Who_is_blocked_is_named_by_hidden_id()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var list = new Node("list", content: [new Node("item", [("jid", BobLid)])]);

        var blocking = world.Client.Contacts.BlockAsync(Bob);
        server.AnswerUsync(await server.ExpectAsync("get", "usync"), UsyncAnswers.User(Bob, BobLid));
        var request = await server.ExpectAsync("set", "blocklist", "item");
        request.Child("item").ShouldBe(new Node("item", [("action", "block"), ("jid", BobLid), ("pn_jid", Bob)]));
        server.Answer(request, [list]);
        (await blocking).ShouldBe([BobLid]);

        var asking = world.Client.Contacts.GetBlocklistAsync();
        server.Answer(await server.ExpectAsync("get", "blocklist"), [list]);
        (await asking).ShouldBe([BobLid]);

        var unblocking = world.Client.Contacts.UnblockAsync(Bob);
        request = await server.ExpectAsync("set", "blocklist", "item");
        request.Child("item").ShouldBe(new Node("item", [("action", "unblock"), ("jid", BobLid)]));
        server.Answer(request, [new Node("list")]);
        (await unblocking).ShouldBeEmpty();
    }

    [Fact]
    public async Task Someone_without_a_hidden_id_cannot_be_blocked()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        var blocking = world.Client.Contacts.BlockAsync(Bob);
        server.AnswerUsync(await server.ExpectAsync("get", "usync"));

        await blocking.ShouldThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Privacy_is_read_and_changed()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();
        var last = new Node("category", [("name", "last"), ("value", "contacts")]);
        var settings = new Node("privacy", content: [last, new Node("category")]);

        var asking = world.Client.Contacts.GetPrivacyAsync();
        server.Answer(await server.ExpectAsync("get", "privacy", "privacy"), [settings]);
        (await asking).ShouldBe(new Dictionary<string, string> { ["last"] = "contacts" });

        var setting = world.Client.Contacts.SetPrivacyAsync("last", "none");
        var request = await server.ExpectAsync("set", "privacy", "privacy");
        request.Child("privacy")!.Children.ShouldBe([new Node("category", [("name", "last"), ("value", "none")])]);
        server.Answer(request);
        await setting.ShouldThrowAsync<UnexpectedAnswerException>(); // an answer without the settings

        var expiry = world.Client.Contacts.SetDefaultExpiryAsync(TimeSpan.FromDays(7));
        request = await server.ExpectAsync("set", "disappearing_mode", "disappearing_mode");
        request.Child("disappearing_mode")!["duration"].ShouldBe("604800");
        server.Answer(request);
        await expiry;
    }
}
