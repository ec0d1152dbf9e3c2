using System.Net.WebSockets;
using Wasilo.Simulator.Counting;
using Wasilo.Simulator.Edges;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

/// <summary>What a client must not notice: that it talks to the simulator through an edge.</summary>
public sealed class EdgeTests : IAsyncLifetime
{
    private readonly TestDevice _device = new();
    private SimulatorServer _server = null!;
    private Edge _edge = null!;
    private Device _linked = null!;

    public async Task InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Edges = 1,
                MaxConnections = 2,
                CloseGrace = TimeSpan.FromMilliseconds(200),
                SilenceTimeout = TimeSpan.FromSeconds(10),
            });
        _edge = _server.Edges.Single();
        _linked = await _server.LinkAsync(_server.Phones.Create("15550000001"), _device);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_client_asks_and_is_answered()
    {
        await using var client = await _server.LoginAsync(_linked, _device, _edge);

        (await client.AskAsync("get", "w:p"))["type"].ShouldBe("result");
        _server.IsOnline(_linked).ShouldBeTrue();
    }

    [Fact]
    public async Task Large_stanzas_pass_both_ways()
    {
        await using var client = await _server.LoginAsync(_linked, _device, _edge);
        var content = new byte[3 << 20];
        new Random(7).NextBytes(content);

        // The answer repeats what was asked.
        var answer = await client.AskAsync(
            "get", "usync",
            new Node("usync", default, NodeContent.Of(
                new Node("query"),
                new Node("list", default, new Node("user", default, new Node("contact", content: content))))));

        Descendant(answer, "contact").ShouldNotBeNull().Bytes.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task A_client_that_closes_is_gone_for_the_server()
    {
        await using var client = await _server.LoginAsync(_linked, _device, _edge);

        await client.CloseAsync();

        (await client.IsEndedAsync()).ShouldBeTrue();
        await Eventually.TrueAsync(() => !_server.IsOnline(_linked) && _server.OpenConnections == 0);
    }

    [Fact]
    public async Task A_client_whose_network_breaks_is_gone_for_the_server()
    {
        var client = await _server.LoginAsync(_linked, _device, _edge);

        await client.DisposeAsync();

        await Eventually.TrueAsync(() => !_server.IsOnline(_linked) && _server.OpenConnections == 0);
    }

    [Fact]
    public async Task A_connection_that_the_server_cuts_is_cut_for_the_client()
    {
        await using var client = await _server.LoginAsync(_linked, _device, _edge);

        _server.FaultsOf(_linked).Drop();

        (await client.IsEndedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_ignores_the_last_words_is_dropped()
    {
        await using var client = await _server.LoginAsync(_linked, _device, _edge);

        _server.FaultsOf(_linked).StreamError(503);

        (await client.NextAsync("stream:error"))["code"].ShouldBe("503");
        (await client.IsEndedAsync()).ShouldBeTrue();
        await Eventually.TrueAsync(() => _server.OpenConnections == 0);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_refused()
    {
        await using var first = await RawClient.ConnectAsync(_server, _edge);
        await using var second = await RawClient.ConnectAsync(_server);

        await Should.ThrowAsync<WebSocketException>(() => RawClient.ConnectAsync(_server, _edge));
        await Should.ThrowAsync<WebSocketException>(() => RawClient.ConnectAsync(_server));

        _server.Statistics[Counted.RefusedConnections].ShouldBe(2);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answers_is_dropped()
    {
        await using var client = await _server.LoginAsync(_linked, _device, _edge);
        var question = new Node("iq", [("id", "1"), ("type", "get"), ("xmlns", "usync")], new Node("usync", default, NodeContent.Of(
            new Node("query"),
            new Node("list", default, new Node("user", default, new Node("contact", content: new byte[1 << 20]))))));

        var dropped = await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < 500 && _server.IsOnline(_linked); i++)
                await client.SendAsync(question);
        });

        (dropped is null or WebSocketException).ShouldBeTrue(dropped?.ToString());
        await Eventually.TrueAsync(() => !_server.IsOnline(_linked));
        _server.Statistics[Counted.UnreadConnections].ShouldBe(1);
    }

    [Fact]
    public async Task Who_opens_no_WebSocket_is_told_to()
    {
        using var http = new HttpClient();

        var answer = await http.GetAsync(new UriBuilder(_edge.ChatUrl) { Scheme = Uri.UriSchemeHttp }.Uri);

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.UpgradeRequired);
    }

    private static Node? Descendant(Node node, string tag) =>
        node.Children.Select(child => child.Tag == tag ? child : Descendant(child, tag)).FirstOrDefault(static found => found is not null);
}
