using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Journals;
using Wasilo.Conformance.Silo;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Support;

/// <summary>A silo and a client of it, two hosts in the process of the test.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _silo;
    private readonly IHost _client;

    private TestSilo(IHost silo, IHost client, MemoryJournal journal, int gatewayPort)
    {
        GatewayPort = gatewayPort;
        _silo = silo;
        _client = client;
        Journal = journal;
    }

    /// <summary>What the grains did.</summary>
    public MemoryJournal Journal { get; }

    /// <summary>Reaches grains through the gateway, over TCP.</summary>
    public IClusterClient Client => _client.Services.GetRequiredService<IClusterClient>();

    /// <summary>Reaches grains from inside the silo's process.</summary>
    public IGrainFactory Inside => _silo.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Where clients reach the silo.</summary>
    public int GatewayPort { get; }

    /// <summary>The client's services.</summary>
    public IServiceProvider ClientServices => _client.Services;

    /// <summary>The silo's services.</summary>
    public IServiceProvider SiloServices => _silo.Services;

    /// <summary>Starts both.</summary>
    public static async Task<TestSilo> Start(
        Action<ISiloBuilder> configureSilo, Action<IClientBuilder>? configureClient = null, (int Silo, int Gateway)? ports = null)
    {
        var free = FreePort.Find(2);
        var (siloPort, gatewayPort) = ports ?? (free[0], free[1]);
        var journal = new MemoryJournal();
        var silo = BuildHost(builder => builder.UseOrleans(orleans => configureSilo(orleans
            .UseLocalhostClustering(siloPort, gatewayPort)
            .AddConformanceGrains(journal, new HostIdentity("in-process", siloPort)))));
        await silo.StartAsync();

        var client = BuildHost(builder => builder.UseOrleansClient(orleans =>
        {
            orleans.UseLocalhostClustering(gatewayPort);
            configureClient?.Invoke(orleans);
        }));
        await client.StartAsync();
        return new TestSilo(silo, client, journal, gatewayPort);
    }

    /// <summary>A host that keeps its log to itself.</summary>
    public static IHost BuildHost(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        configure(builder);
        return builder.Build();
    }

    /// <summary>Stops the silo alone, gracefully.</summary>
    public Task StopSilo() => _silo.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        await _silo.StopAsync();
        _client.Dispose();
        _silo.Dispose();
    }
}
