using Orleans.Local.Membership;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.Dashboard;

/// <summary>Two silos and a client in this process.</summary>
public sealed class DashboardCluster : IAsyncLifetime
{
    internal DashboardProcess First { get; private set; } = null!;

    internal DashboardProcess Second { get; private set; } = null!;

    internal DashboardProcess Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var ports = FreePort.Find(4);
        var table = new InMemoryMembershipTable();
        First = await DashboardProcess.StartSiloAsync("node-1", ports[0], ports[1], table);
        Second = await DashboardProcess.StartSiloAsync("node-2", ports[2], ports[3], table);
        Client = await DashboardProcess.StartClientAsync(ports[1]);
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }
}
