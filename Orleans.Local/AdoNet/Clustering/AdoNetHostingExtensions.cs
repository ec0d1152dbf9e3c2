using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Local.AdoNet;
using Orleans.Messaging;

namespace Orleans.Hosting;

/// <summary>Lets silos and clients meet in a database.</summary>
public static class AdoNetHostingExtensions
{
    /// <summary>Lets the silo meet the others of its cluster in a database.</summary>
    public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IMembershipTable, AdoNetClusteringTable>();
        return builder;
    }

    /// <summary>Lets the client find its cluster's gateways in a database.</summary>
    public static IClientBuilder UseAdoNetClustering(this IClientBuilder builder, Action<AdoNetClusteringClientOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.AddSingleton<IGatewayListProvider, AdoNetGatewayListProvider>();
        return builder;
    }
}
