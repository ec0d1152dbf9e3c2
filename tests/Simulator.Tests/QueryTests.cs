using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class QueryTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;
    private Phone _phone = null!;
    private Device _linked = null!;
    private TestClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync();
        _phone = _server.Phones.Create("15550000001");
        _linked = await _server.LinkAsync(_phone, _device);
        _client = await _server.LoginAsync(_linked, _device);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_unknown_query_gets_501_and_is_counted()
    {
        var answer = await _client.AskAsync("get", "w:something:new");

        answer["type"].ShouldBe("error");
        answer.Child("error")!["code"].ShouldBe("501");
        _server.Statistics[Counted.UnknownQueries].ShouldBe(1);
        _server.Queries["w:something:new"].ShouldBe(1);
    }

    [Fact]
    public async Task A_hostile_client_can_not_grow_the_table_of_queries_without_end()
    {
        for (var i = 0; i < 300; i++)
            await _client.AskAsync("get", $"x{i}");

        _server.Queries.Count.ShouldBeLessThanOrEqualTo(201);
        _server.Queries.Values.Sum().ShouldBe(300);
    }

    [Fact]
    public async Task A_query_stays_unanswered_as_often_as_it_was_told_to()
    {
        _server.FaultsOf(_linked).LeaveUnanswered("abt");
        await _client.SendAsync(new Node("iq", [("id", "1"), ("type", "get"), ("xmlns", "abt")], new Node("props")));

        (await _client.AskAsync("get", "w:p"))["type"].ShouldBe("result"); // the next answer is this one
        (await _client.AskAsync("get", "abt", new Node("props"))).Child("props").ShouldNotBeNull();
        _server.Statistics[Counted.Faults].ShouldBe(1);
    }

    [Fact]
    public async Task Devices_of_a_number_are_answered_as_they_were_asked_for()
    {
        var answer = await _client.AskAsync("get", "usync", new Node("usync", [("sid", "s1"), ("mode", "query")], NodeContent.Of(
            new Node("query", default, NodeContent.Of(new Node("devices", [("version", "2")]), new Node("lid"))),
            new Node("list", default, NodeContent.Of(
                new Node("user", [("jid", _phone.Jid)]), new Node("user", [("jid", Jid.Parse("15559999999@s.whatsapp.net"))]))))));

        var usync = answer.Child("usync").ShouldNotBeNull();
        usync["sid"].ShouldBe("s1");
        var users = usync.Child("list")!.Children;
        users[0].Jid("jid").ShouldBe(_phone.Jid);
        users[0].Child("lid")!.Jid("val").ShouldBe(_phone.Lid);
        users[0].Child("devices")!.Child("device-list")!.Children.Select(static device => device["id"]).ShouldBe(["0", "1"]);
        users[1].Children.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_is_said_to_be_registered_only_if_there_is_a_phone()
    {
        var answer = await _client.AskAsync("get", "usync", new Node("usync", default, NodeContent.Of(
            new Node("query", default, new Node("contact")),
            new Node("list", default, NodeContent.Of(
                new Node("user", default, new Node("contact", content: "+15550000001")),
                new Node("user", default, new Node("contact", content: "+15559999999")))))));

        var users = answer.Child("usync")!.Child("list")!.Children;
        users.Select(static user => user.Child("contact")!["type"]).ShouldBe(["in", "out"]);
        users.Select(static user => user.Child("contact")!.Text).ShouldBe(["+15550000001", "+15559999999"]);
    }

    [Fact]
    public async Task Changes_of_app_state_are_refused_rather_than_forgotten()
    {
        var fetched = await _client.AskAsync("set", "w:sync:app:state", Sync(new Node("collection", [("name", "regular")])));
        fetched.Child("sync")!.Child("collection")!["version"].ShouldBe("0");

        var changed = await _client.AskAsync("set", "w:sync:app:state",
            Sync(new Node("collection", [("name", "regular")], new Node("patch", content: new byte[] { 1 }))));
        changed["type"].ShouldBe("error");
    }

    [Fact]
    public async Task Only_its_own_removal_is_granted_to_a_device()
    {
        var refused = await _client.AskAsync("set", "md", new Node("remove-companion-device", [("jid", _phone.Jid.WithDevice(9))]));
        refused.Child("error")!["code"].ShouldBe("403");
        _phone.Devices.ShouldHaveSingleItem();

        var granted = await _client.AskAsync("set", "md", new Node("remove-companion-device", [("jid", _linked.Jid)]));
        granted["type"].ShouldBe("result");
        await Eventually.TrueAsync(() => _phone.Devices.Count == 0);
    }

    private static Node Sync(Node collection) => new("sync", default, collection);
}
