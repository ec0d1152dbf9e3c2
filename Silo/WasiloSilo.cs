using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;
using Wasilo.Grains;
using Wasilo.Grains.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Silo.Configuration;
using Wasilo.Silo.Events;
using Wasilo.Silo.Health;
using Wasilo.Silo.Nodes;
using Wasilo.Silo.Sessions;
using Wasilo.Silo.Startup;
using Wasilo.Storage;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Nodes;
using Wasilo.Storage.Sessions;

namespace Wasilo.Silo;

/// <summary>A silo of Wasilo, in the headless program or in the API's on a single box.</summary>
internal static class WasiloSilo
{
    public static void AddWasiloSilo(this IHostApplicationBuilder builder, SettingsReader settings, ClusterSettings cluster)
    {
        var node = NodeSettings.Read(settings);
        var database = StorageSettings.Read(settings);
        var endpoint = SiloEndpoint.Of(cluster, StorageSettings.IsOnThisMachine(database));

        var services = builder.Services;
        services.AddSingleton(cluster).AddSingleton(node).AddSingleton(endpoint);
        services.AddWasiloHost(new WasiloRole(
            HostsSilo: true, cluster.Id, $"node {node.Name} (region {node.Region}; {endpoint}) on {database.Description}"));
        services.AddSingleton<IStartupCheck, PortCheck>();
        services.AddWasiloDatabase(database);
        services.AddSessionStorage(settings);
        if (cluster.SharesDatabase)
            services.AddSingleton<IStartupCheck, SilentNodesCheck>();

        services.AddSingleton<IStartupCheck, NodeNameCheck>();

        // Hosted services stop in the reverse of their registration: the silo leaves first, its heartbeat goes on until it
        // has left, and health is answered to the very end.
        services.AddSingleton<SiloReadiness>();
        services.AddHostedService<HealthServer>();
        services.AddNodes(cluster);
        services.AddSingleton(SendingSettings.Read(settings));
        services.AddSessions(WhatsAppSettings.Read(settings), WebhookSettings.Read(settings));
        builder.UseOrleans(silo => silo.AddWasilo(cluster, node, endpoint, database));
        services.AddHostedService<WatchersStarter>();
        services.AddHostedService<WebhookService>();
        services.AddSingleton(RetentionSettings.Read(settings));
        services.AddHostedService<RetentionService>();
    }

    /// <summary>Made when they are first asked for, so that a node without sessions needs no master key.</summary>
    private static void AddSessionStorage(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton<AccountStore>().AddSingleton<ApiKeyStore>();
        services.AddSingleton<SessionStore>().AddSingleton<SessionOwnership>();
        services.AddSingleton(provider => StorageSettings.ReadKeys(settings, provider.GetRequiredService<Database>()));
        services.AddSingleton(new WriterOptions()).AddSingleton<GroupCommitWriter>();
    }

    private static void AddNodes(this IServiceCollection services, ClusterSettings cluster)
    {
        services.AddSingleton(new NodeTimings(cluster.DeadAfter));
        services.AddSingleton<NodeStore>().AddSingleton<CordonStore>();
        services.AddSingleton<NodeSnapshots>();
        services.AddSingleton<ActivationMeter>();
        services.AddSingleton<NodeFigures>();
        services.AddSingleton<NodeReport>();
        services.AddHostedService<NodeHeartbeat>();
    }

    private static void AddWasilo(
        this ISiloBuilder silo, ClusterSettings cluster, NodeSettings node, SiloEndpoint endpoint, Database database)
    {
        if (cluster.SharesDatabase)
        {
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString));
            silo.ConfigureEndpoints(endpoint.Address, endpoint.SiloPort, endpoint.GatewayPort, endpoint.ListensOnAnyAddress);
        }
        else
        {
            silo.UseLocalhostClustering(endpoint.SiloPort, endpoint.GatewayPort, null, WasiloCluster.ServiceId, cluster.Id);
        }

        silo.Configure<ClusterOptions>(options => WasiloCluster.Configure(options, cluster));
        silo.Configure<ClusterMembershipOptions>(options => WasiloCluster.Configure(options, cluster));
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = WasiloCluster.ResponseTimeout);
        silo.Configure<SiloOptions>(options => options.SiloName = node.Name);
        silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString));
        silo.AddIncomingGrainCallFilter<DatabaseFailureFilter>();
        silo.AddPlacementDirector<NodePlacement, NodePlacementDirector>();
        silo.AddDashboard();
    }
}
