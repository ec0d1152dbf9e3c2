using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Client;

public sealed class AccountTests
{
    [Fact]
    public async Task A_client_asks_about_its_account_after_each_login_and_reports_it_once()
    {
        await using var world = new ClientWorld();
        var (server, properties, blocklist, privacy) = await AskedAsync(world);
        properties.Child("props")!["protocol"].ShouldBe("1");
        blocklist.Children.ShouldBeEmpty();
        privacy.Child("privacy").ShouldNotBeNull();

        server.Answer(privacy, [new Node("privacy", content: [new Node("category", [("name", "readreceipts"), ("value", "none")])])]);
        server.Answer(blocklist, [new Node("list", content: [new Node("item", [("jid", Jid.Parse("200@lid"))])])]);
        server.Answer(
            properties,
            [new Node("props", content: [new Node("prop", [("config_code", "10518"), ("config_value", "1")]), new Node("prop")])]);

        var account = await world.NextAsync<AccountReported>();
        account.Properties!.ShouldHaveSingleItem().ShouldBe(new("10518", "1"));
        account.Blocklist!.ShouldHaveSingleItem().ShouldBe(Jid.Parse("200@lid"));
        account.Privacy!.ShouldHaveSingleItem().ShouldBe(new("readreceipts", "none"));
    }

    [Fact]
    public async Task What_the_server_does_not_tell_about_the_account_is_missing_and_the_connection_stands()
    {
        await using var world = new ClientWorld();
        var (server, properties, blocklist, privacy) = await AskedAsync(world);

        server.Refuse(properties, 501, "feature-not-implemented");
        server.Answer(privacy);
        server.Answer(blocklist, [new Node("list")]);

        var account = await world.NextAsync<AccountReported>();
        account.Properties.ShouldBeNull();
        account.Blocklist.ShouldBeEmpty();
        account.Privacy.ShouldBeNull();
        await world.PassAsync(server, TimeSpan.FromSeconds(1)); // it answers
    }

    [Fact]
    public async Task A_change_of_groups_is_reported_and_the_server_told_that_it_was_seen()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Dirty("groups", "1700000001"));

        (await world.NextAsync<DirtyReported>()).ShouldBe(new DirtyReported("groups", "1700000001"));
        var clean = (await server.ExpectAsync("set", "urn:xmpp:whatsapp:dirty", "clean")).Child("clean")!;
        clean["type"].ShouldBe("groups");
        clean["timestamp"].ShouldBeNull();
    }

    [Fact]
    public async Task A_change_of_the_account_is_done_with_when_the_next_one_comes()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Dirty("account_sync", "1700000001"));
        await world.NextAsync<DirtyReported>();
        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
        (await world.Store.LoadCredentialsAsync(default))!.AccountSyncedAt.ShouldBe("1700000001");
        server.Send(Dirty("account_sync", "1700000002"));
        await world.NextAsync<DirtyReported>();

        var clean = (await server.ExpectAsync("set", "urn:xmpp:whatsapp:dirty", "clean")).Child("clean")!;
        clean["type"].ShouldBe("account_sync");
        clean["timestamp"].ShouldBe("1700000001");
        (await world.Store.LoadCredentialsAsync(default))!.AccountSyncedAt.ShouldBe("1700000002");
    }

    [Fact]
    public async Task A_change_of_something_unknown_is_reported_and_stays_dirty()
    {
        await using var world = new ClientWorld();
        var server = await world.ConnectAsync();

        server.Send(Dirty("newsletters", "1700000001"));

        (await world.NextAsync<DirtyReported>()).Type.ShouldBe("newsletters");
        (await world.PassAsync(server, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
    }

    private static Node Dirty(string type, string timestamp) =>
        new("ib", content: [new Node("dirty", [("type", type), ("timestamp", timestamp)])]);

    private static async Task<(ServerConnection Server, Node Properties, Node Blocklist, Node Privacy)> AskedAsync(ClientWorld world)
    {
        await world.PairBeforehandAsync();
        var server = await world.StartAsync();
        await world.LogInAsync(server);
        (await server.ReceiveAsync()).Child("unified_session").ShouldNotBeNull();
        server.Answer(await server.ExpectAsync("get", "encrypt", "digest"), [new Node("digest")]);
        return (
            server,
            await server.ExpectAsync("get", "abt"),
            await server.ExpectAsync("get", "blocklist"),
            await server.ExpectAsync("get", "privacy"));
    }
}
