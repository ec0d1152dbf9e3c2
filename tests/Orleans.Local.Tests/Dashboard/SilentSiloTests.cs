using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Orleans;
using Orleans.Dashboard;
using Orleans.Local.Dashboard;
using Orleans.Local.Membership;
using Orleans.Runtime;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

/// <summary>The dashboard is where one looks when something is wrong: it works when something is wrong.</summary>
public sealed class SilentSiloTests : IAsyncLifetime
{
    private readonly IReadOnlyList<int> _ports = FreePort.Find(4);
    private readonly InMemoryMembershipTable _table = new();
    private DashboardProcess _silo = null!;

    public async Task InitializeAsync() => _silo = await DashboardProcess.StartSiloAsync("node-1", _ports[0], _ports[1], _table);

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task A_silo_that_accepts_and_says_nothing_is_shown_as_not_answering()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await EnterAsync("silent", (IPEndPoint)listener.LocalEndpoint);

        var silent = await SiloAsync("silent");
        (silent.Status, silent.Counts, silent.Problem).ShouldBe(("Joining", null, "No answer within 1 s."));
        (await SiloAsync("node-1")).Counts.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_silo_that_is_not_there_is_shown_as_not_answering()
    {
        await EnterAsync("gone", new IPEndPoint(IPAddress.Loopback, _ports[2]));

        var gone = await SiloAsync("gone");
        gone.Counts.ShouldBeNull();
        gone.Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_silo_without_a_dashboard_is_told_what_it_lacks()
    {
        await using var plain = await DashboardProcess.StartSiloAsync("plain", _ports[2], _ports[3], _table, dashboard: false);

        (await SiloAsync("plain")).Problem.ShouldBe("Has no dashboard: call AddDashboard on its silo builder.");
    }

    [Fact]
    public async Task A_client_that_reaches_no_silo_says_so()
    {
        await using var client = await DashboardProcess.StartClientAsync(_ports[1]);
        await _silo.App.StopAsync();

        await Eventually.PassesAsync(async () =>
        {
            using var response = await client.Http.GetAsync("figures");
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        });
    }

    [Fact]
    public async Task A_route_without_a_dashboard_is_refused_at_the_start()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        Should.Throw<InvalidOperationException>(() => app.MapOrleansDashboard("/dashboard")).Message.ShouldContain("AddDashboard");
    }

    /// <summary>Enters a silo that doesn't exist. It is joining: nothing of the cluster's work waits for it.</summary>
    private async Task EnterAsync(string name, IPEndPoint endpoint)
    {
        var now = DateTime.UtcNow;
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(endpoint, SiloAddress.AllocateNewGeneration()),
            SiloName = name,
            HostName = "elsewhere",
            Status = SiloStatus.Joining,
            StartTime = now,
            IAmAliveTime = now,
        };
        (await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next())).ShouldBeTrue();
    }

    private async Task<SiloRow> SiloAsync(string name)
    {
        SiloRow? row = null;
        await Eventually.TrueAsync(async () => (row = (await _silo.ReadAsync()).Silos.SingleOrDefault(s => s.Name == name)) is not null);
        return row!;
    }
}
