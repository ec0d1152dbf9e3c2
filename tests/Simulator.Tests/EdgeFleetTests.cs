using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Wasilo.Simulator.Edges;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Client;

namespace Wasilo.Simulator.Tests;

/// <summary>Several edges, with the engine's own clients at them.</summary>
public sealed class EdgeFleetTests
{
    [Fact]
    public async Task A_client_pairs_and_logs_in_through_an_edge()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Edges = 2 });
        var phone = server.Phones.Create("15550000001");
        await using var client = new EngineClient(server, [server.Edges[1].ChatUrl]);
        await client.StartAsync();

        var device = await server.ScanAsync(phone, await client.Qr);

        await Eventually.TrueAsync(() => client.State == ConnectionState.Connected);
        server.IsOnline(device).ShouldBeTrue();
        server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clients_of_a_killed_edge_come_back_through_another_and_others_notice_nothing()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Edges = 2 });
        Uri[] urls = [.. server.Edges.Select(static edge => edge.ChatUrl)];
        await using var atFirst = await EngineClient.LoggedInAsync(server, server.Phones.Create("15550000001"), urls);
        await using var atSecond = await EngineClient.LoggedInAsync(server, server.Phones.Create("15550000002"), urls[1..]);

        server.Edges[0].Kill();

        await Eventually.TrueAsync(() => atFirst.Logins == 2 && server.IsOnline(atFirst.Device!));
        atSecond.Logins.ShouldBe(1);
        atSecond.State.ShouldBe(ConnectionState.Connected);
        server.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_an_edge_dies_its_connections_are_over_for_the_server()
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Edges = 1 });
        var device = new TestDevice();
        var linked = await server.LinkAsync(server.Phones.Create("15550000001"), device);
        await using var client = await server.LoginAsync(linked, device, server.Edges[0]);

        server.Edges[0].Kill();

        (await client.IsEndedAsync()).ShouldBeTrue();
        await Eventually.TrueAsync(() => !server.IsOnline(linked) && server.OpenConnections == 0);
    }

    [Fact]
    public async Task Stopping_the_server_drops_its_clients_and_ends_its_edges()
    {
        var server = await SimulatorServer.StartAsync(new SimulatorOptions { Edges = 2 });
        using var process = Process.GetProcessById(server.Edges[0].ProcessId);
        await using var client = await RawClient.ConnectAsync(server, server.Edges[0]);

        await server.DisposeAsync();

        (await client.IsEndedAsync()).ShouldBeTrue();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
    }

    [Fact]
    public async Task An_edge_that_cannot_listen_fails_the_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await Should.ThrowAsync<IOException>(() => SimulatorServer.StartAsync(new SimulatorOptions { Edges = 1, EdgePort = port }));
    }
}
