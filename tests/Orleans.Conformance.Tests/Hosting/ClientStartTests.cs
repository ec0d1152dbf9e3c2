using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Grains.Storage;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Hosting;

public sealed class ClientStartTests
{
    /// <summary>What UseLocalhostClustering calls a cluster unless it is told otherwise.</summary>
    private const string DevelopmentCluster = "dev";

    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_client_of_another_cluster_is_refused()
    {
        await using var silo = await TestSilo.Start(Configure);
        using var client = ClientHost<GiveUp>(silo.GatewayPort, "another-cluster");
        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await client.StartAsync().WaitAsync(Bearable);
            await client.Services.GetRequiredService<IClusterClient>().GetGrain<ILifecycleGrain>("foreign").Touch().WaitAsync(Bearable);
        });
        failure.ShouldNotBeOfType<TimeoutException>();
        silo.Journal.Read("foreign").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_without_a_gateway_does_not_start_when_its_filter_gives_up()
    {
        using var client = ClientHost<GiveUp>(FreePort.Find(), DevelopmentCluster);
        var failure = await Should.ThrowAsync<Exception>(() => client.StartAsync().WaitAsync(Bearable));
        failure.ShouldNotBeOfType<TimeoutException>();
    }

    [Fact]
    public async Task A_client_may_start_before_its_silo_if_its_filter_tries_again()
    {
        var ports = FreePort.Find(2);
        using var client = ClientHost<TryAgain>(ports[1], DevelopmentCluster);
        var starting = client.StartAsync();
        await using var silo = await TestSilo.Start(Configure, ports: (ports[0], ports[1]));
        await starting.WaitAsync(Bearable);
        await client.Services.GetRequiredService<IClusterClient>().GetGrain<ILifecycleGrain>("early").Touch();
        await client.StopAsync();
    }

    private static void Configure(ISiloBuilder silo) => silo.AddMemoryGrainStorage(StorageNames.Database);

    private static IHost ClientHost<TFilter>(int gatewayPort, string clusterId)
        where TFilter : class, IClientConnectionRetryFilter => TestSilo.BuildHost(builder => builder.UseOrleansClient(orleans => orleans
            .UseLocalhostClustering(gatewayPort, clusterId: clusterId)
            .UseConnectionRetryFilter<TFilter>()));

    private sealed class GiveUp : IClientConnectionRetryFilter
    {
        public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => Task.FromResult(false);
    }

    private sealed class TryAgain : IClientConnectionRetryFilter
    {
        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            return true;
        }
    }
}
