using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using Wasilo.Silo.Configuration;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo;

/// <summary>A client of the silos that share a database.</summary>
internal static class WasiloClient
{
    /// <summary>How soon a client hears of new gateways, and that it may try those again that didn't answer.</summary>
    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(2);

    public static void AddWasiloClient(this IHostApplicationBuilder builder, SettingsReader settings, ClusterSettings cluster)
    {
        var database = StorageSettings.Read(settings);
        builder.Services.AddWasiloHost(new WasiloRole(
            HostsSilo: false, cluster.Id, $"client of cluster {cluster.Id} on {database.Description}"));
        builder.Services.AddWasiloDatabase(database);
        builder.UseOrleansClient(client =>
        {
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString));
            client.Configure<ClusterOptions>(options => WasiloCluster.Configure(options, cluster));
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = WasiloCluster.ResponseTimeout);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefresh);
            client.UseConnectionRetryFilter<WaitForSilos>();
            client.AddDashboard();
        });
    }
}
