using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Grains.Journals;
using Wasilo.Conformance.Grains.Storage;
using Wasilo.Conformance.Silo;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Hosting;

public sealed class HostingTests
{
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_silo_offers_factory_and_client_to_its_own_host()
    {
        await using var silo = await Start();
        var instance = await silo.SiloServices.GetRequiredService<IGrainFactory>().GetGrain<ILifecycleGrain>("own").Touch();
        (await silo.SiloServices.GetRequiredService<IClusterClient>().GetGrain<ILifecycleGrain>("own").Touch()).ShouldBe(instance);
        (await silo.Client.GetGrain<ILifecycleGrain>("own").Touch()).ShouldBe(instance);
    }

    [Fact]
    public async Task A_clients_host_offers_factory_and_client_alike()
    {
        await using var silo = await Start();
        silo.ClientServices.GetRequiredService<IGrainFactory>().ShouldBeAssignableTo<IGrainFactory>()!
            .GetGrain<ILifecycleGrain>("a").ShouldBe(silo.Client.GetGrain<ILifecycleGrain>("a"));
    }

    [Fact]
    public async Task A_stopping_silo_deactivates_its_grains_because_it_shuts_down()
    {
        await using var silo = await Start();
        var keys = Enumerable.Range(0, 100).Select(i => $"stopping-{i}").ToList();
        await Task.WhenAll(keys.Select(key => silo.Client.GetGrain<ILifecycleGrain>(key).Touch()));
        await silo.StopSilo();
        foreach (var key in keys)
            silo.Journal.Read(key)[^1].ShouldBe(JournaledGrain.Deactivated + DeactivationReasonCode.ShuttingDown);
    }

    [Fact]
    public async Task A_silo_can_stop_and_another_start_on_its_ports_in_one_process()
    {
        var ports = FreePort.Find(2);
        for (var round = 0; round < 2; round++)
        {
            await using var silo = await TestSilo.Start(Configure, ports: (ports[0], ports[1]));
            await silo.Client.GetGrain<ILifecycleGrain>("again").Touch();
            silo.Journal.Read("again").ShouldBe([JournaledGrain.Activated, "touched"]);
        }
    }

    [Fact]
    public async Task Two_clusters_live_in_one_process_without_meeting()
    {
        await using var one = await Start();
        await using var other = await Start();
        var instance = await one.Client.GetGrain<ILifecycleGrain>("same").Touch();
        (await other.Client.GetGrain<ILifecycleGrain>("same").Touch()).ShouldNotBe(instance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_silo_does_not_start_on_a_taken_port(int which)
    {
        var ports = FreePort.Find(2);
        using var taken = new TcpListener(IPAddress.Loopback, ports[which]);
        taken.Start();
        using var host = TestSilo.BuildHost(builder => builder.UseOrleans(silo => Configure(silo
            .UseLocalhostClustering(ports[0], ports[1])
            .AddConformanceGrains(new MemoryJournal(), new HostIdentity("refused", ports[0])))));

        var failure = await Should.ThrowAsync<Exception>(() => host.StartAsync().WaitAsync(Bearable));
        failure.ShouldNotBeOfType<TimeoutException>();
        failure.ToString().ShouldContain("address already in use", Case.Insensitive);
    }

    [Fact]
    public async Task A_silo_whose_activations_would_age_faster_than_they_are_looked_at_does_not_start()
    {
        var ports = FreePort.Find(2);
        using var host = TestSilo.BuildHost(builder => builder.UseOrleans(silo => Configure(silo
            .UseLocalhostClustering(ports[0], ports[1])
            .AddConformanceGrains(new MemoryJournal(), new HostIdentity("refused", ports[0]))
            .Configure<GrainCollectionOptions>(options => options.CollectionAge = options.CollectionQuantum))));

        var failure = await Should.ThrowAsync<OrleansConfigurationException>(() => host.StartAsync().WaitAsync(Bearable));
        failure.Message.ShouldContain(nameof(GrainCollectionOptions.CollectionQuantum));
    }

    private static Task<TestSilo> Start() => TestSilo.Start(Configure);

    private static void Configure(ISiloBuilder silo) => silo.AddMemoryGrainStorage(StorageNames.Database);
}
