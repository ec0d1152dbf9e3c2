using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Wasilo.Conformance.Grains.Journals;
using Wasilo.Conformance.Grains.Placement;
using Wasilo.Conformance.Silo;
using Wasilo.Conformance.Tests.Support;
using Wasilo.Storage;
using Wasilo.Storage.Schema;
using Wasilo.Testing;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>Silos in processes of their own around a database, and a client in the process of the test.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly TestDatabases _databases = new();
    private readonly TemporaryFolder _journals = new();
    private readonly List<SiloProcess> _silos = [];
    private readonly List<IHost> _clients = [];
    private Database? _database;

    private TestCluster()
    {
    }

    /// <summary>The silos that run and are meant to, in the order of their start.</summary>
    public IReadOnlyList<SiloProcess> Silos => [.. _silos.Where(silo => !silo.HasExited && !silo.IsLeaving)];

    /// <summary>The client.</summary>
    public IClusterClient Client => _clients[0].Services.GetRequiredService<IClusterClient>();

    /// <summary>What the grains of all silos did.</summary>
    public IReadOnlyList<JournalEntry> Journal => FileJournal.ReadAll(_journals.FullPath);

    /// <summary>What the silos said; tests show it when they fail.</summary>
    public string Logs => string.Join("\n\n", _silos.Select(silo => $"--- {silo.Name}\n{silo.Log}"));

    /// <summary>Starts a cluster, its silos at the same time.</summary>
    public static async Task<TestCluster> Start(TestDatabaseKind kind, int silos, TimeSpan responseTimeout)
    {
        var cluster = new TestCluster();
        try
        {
            cluster._database = Database.Parse(await cluster._databases.CreateAsync(kind));
            await new SchemaMigrator(cluster._database, TimeProvider.System).MigrateAsync(CancellationToken.None);
            await cluster.StartSilos(silos);
            await cluster.StartClient(responseTimeout);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts more silos.</summary>
    public async Task StartSilos(int count)
    {
        var ports = FreePort.Find(count * 2);
        _silos.AddRange(await Task.WhenAll(Enumerable.Range(0, count).Select(i => SiloProcess.Start(new SiloArguments
        {
            Name = $"silo-{_silos.Count + i}",
            SiloPort = ports[2 * i],
            GatewayPort = ports[2 * i + 1],
            ConnectionString = _database!.ConnectionString,
            JournalFolder = _journals.FullPath,
        }))));
    }

    /// <summary>Makes up for silos that died, so that there are as many as before.</summary>
    public async Task Repair(int silos)
    {
        await StartSilos(silos - Silos.Count);
        await Counts(silos);
    }

    /// <summary>Starts a silo with the name and the ports of one that has died.</summary>
    public async Task Restart(SiloProcess died) => _silos.Add(await SiloProcess.Start(died.Arguments));

    /// <summary>Starts a client.</summary>
    public async Task<IClusterClient> StartClient(TimeSpan responseTimeout)
    {
        var host = TestSilo.BuildHost(builder => builder.UseOrleansClient(orleans => orleans
            .UseAdoNetClustering(options =>
            {
                options.Invariant = _database!.Invariant;
                options.ConnectionString = _database.ConnectionString;
            })
            .Configure<ClusterOptions>(options =>
            {
                options.ClusterId = "conformance";
                options.ServiceId = "conformance";
            })
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = responseTimeout)));
        await host.StartAsync();
        _clients.Add(host);
        return host.Services.GetRequiredService<IClusterClient>();
    }

    /// <summary>A key that is placed on a silo.</summary>
    public static string On(SiloProcess silo, string name) => FormattableString.Invariant($"{silo.Port}/{name}");

    /// <summary>Waits until each running silo counts that many as active.</summary>
    public Task Counts(int active, TimeSpan? within = null) => Eventually.TrueAsync(
        async () =>
        {
            foreach (var silo in Silos)
            {
                if (await Counted(silo) != active)
                    return false;
            }

            return true;
        },
        within,
        $"every silo counts {active} active");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            using var impatience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await client.StopAsync(impatience.Token);
            client.Dispose();
        }

        foreach (var silo in _silos)
            await silo.DisposeAsync();

        if (_database is not null)
            await _database.DisposeAsync();
        await _databases.DisposeAsync();
        _journals.Dispose();
    }

    /// <summary>How many silos one of them counts as active; minus one while it can't be asked.</summary>
    private async Task<int> Counted(SiloProcess silo)
    {
        try
        {
            // Each time anew: one that was asked before its silo was known lives elsewhere for good.
            var grain = Client.GetGrain<IPortPlacedGrain>(On(silo, $"census-{Guid.NewGuid():N}"));
            return await grain.Where() == silo.Name ? await grain.ActiveSilos() : -1;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            return -1;
        }
    }
}
