using System.Net.WebSockets;
using Wasilo.Simulator.Counting;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task Connections_beyond_the_limit_are_refused_and_freed_places_are_given_again()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { MaxConnections = 1 });
        await using (await RawClient.ConnectAsync(server))
            await Should.ThrowAsync<WebSocketException>(() => RawClient.ConnectAsync(server));

        await Eventually.TrueAsync(() => server.OpenConnections == 0);
        await using var again = await RawClient.ConnectAsync(server);
        server.Statistics[Counted.RefusedConnections].ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answers_is_dropped()
    {
        await using var server = await SimulatorServer.StartAsync();
        var device = new TestDevice();
        var linked = await server.LinkAsync(server.Phones.Create("15550000001"), device);
        await using var client = await server.LoginAsync(linked, device);

        // Each answer repeats what was asked: a megabyte that nobody reads.
        var question = new Node("iq", [("id", "1"), ("type", "get"), ("xmlns", "usync")], new Node("usync", default, NodeContent.Of(
            new Node("query"),
            new Node("list", default, new Node("user", default, new Node("contact", content: new byte[1 << 20]))))));
        var dropped = await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < 500 && server.IsOnline(linked); i++)
                await client.SendAsync(question);
        });

        (dropped is null or WebSocketException).ShouldBeTrue(dropped?.ToString());
        await Eventually.TrueAsync(() => !server.IsOnline(linked));
        server.Statistics[Counted.UnreadConnections].ShouldBe(1);
    }

    [Fact]
    public async Task Stopping_the_server_drops_its_clients()
    {
        var server = await SimulatorServer.StartAsync();
        var (client, _) = await server.RegisterAsync(new TestDevice());
        await using (client)
        {
            await server.DisposeAsync();
            (await client.IsEndedAsync()).ShouldBeTrue();
        }
    }
}
