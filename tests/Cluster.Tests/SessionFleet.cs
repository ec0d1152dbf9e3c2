using System.Net.Http.Json;
using System.Text.Json;
using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>A cluster whose sessions connect to a simulated WhatsApp in the test's process.</summary>
internal sealed class SessionFleet : IAsyncDisposable
{
    private SessionFleet(TestCluster cluster, SimulatorServer server) => (Cluster, Server) = (cluster, server);

    public TestCluster Cluster { get; }

    public SimulatorServer Server { get; }

    /// <summary>An API and an account, and no silo yet.</summary>
    public static async Task<SessionFleet> StartAsync(string connectionString, ITestOutputHelper output)
    {
        var fleet = new SessionFleet(new TestCluster(connectionString, output), await SimulatorServer.StartAsync());
        await fleet.Cluster.MigrateAsync();
        await fleet.Cluster.AddKeyAsync();
        await fleet.Cluster.StartApiAsync();
        return fleet;
    }

    public Task<Child> StartSiloAsync(string name) => Cluster.StartSiloAsync(
        name,
        $"--WhatsApp:Endpoint={Server.ChatUrl}",
        "--Sending:RatePerMinute=0",
        "--Sending:RatePerHour=0",
        "--Webhooks:AllowPrivateAddresses=true", // receivers are here as well
        $"--WhatsApp:RootKey={Convert.ToHexString(Server.Root.ToRaw())}");

    /// <summary>Starts silos and waits until all of them know each other.</summary>
    public async Task<IReadOnlyDictionary<string, Child>> StartSilosAsync(params string[] names)
    {
        var silos = new Dictionary<string, Child>();
        foreach (var name in names)
            silos.Add(name, await StartSiloAsync(name));
        await Cluster.WaitForActiveAsync(names);
        return silos;
    }

    /// <summary>The node with the most sessions: where few are, that is the balancer's choice, which counts all grains.</summary>
    public static string Fullest(IReadOnlyDictionary<string, string> nodes) =>
        nodes.Values.GroupBy(node => node).MaxBy(node => node.Count())!.Key;

    /// <summary>Creates sessions and lets a phone of its own scan each; they work when this ends.</summary>
    public async Task<Device[]> PairAsync(int count, object? config = null)
    {
        // One after another: each makes hundreds of keys, and silos that get no processor time are declared dead.
        var devices = new Device[count];
        for (var i = 0; i < count; i++)
            devices[i] = await PairOneAsync(i, config);
        await OnlineAsync(devices);
        return devices;
    }

    public Task OnlineAsync(IReadOnlyCollection<Device> devices, TimeSpan? deadline = null) => Eventually.PassesAsync(
        () =>
        {
            devices.Count(Server.IsOnline).ShouldBe(devices.Count);
            return Task.CompletedTask;
        },
        deadline ?? TimeSpan.FromSeconds(60));

    /// <summary>The sessions' nodes by session, and all of them WORKING.</summary>
    public async Task<IReadOnlyDictionary<string, string>> WorkingAsync(int count)
    {
        Dictionary<string, string> nodes = [];
        await Eventually.PassesAsync(
            async () =>
            {
                var sessions = await Cluster.Http.GetFromJsonAsync<JsonElement[]>("/api/sessions");
                nodes = sessions!.Where(session => session.GetProperty("status").GetString() == "WORKING")
                    .ToDictionary(session => session.GetProperty("name").GetString()!, session => session.GetProperty("assignedWorker").GetString()!);
                nodes.Count.ShouldBe(count);
            },
            TimeSpan.FromSeconds(60));
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task<Device> PairOneAsync(int number, object? config)
    {
        using var created = await Cluster.Http.PostAsJsonAsync("/api/sessions", new { name = $"s{number}", config });
        ((int)created.StatusCode).ShouldBe(201, await created.Content.ReadAsStringAsync());
        var qr = (await Cluster.Http.GetFromJsonAsync<JsonElement>($"/api/s{number}/auth/qr?format=raw")).GetProperty("value").GetString()!;
        return await Server.ScanAsync(Server.Phones.Create($"1555{number:0000000}", "Alice"), qr);
    }
}
