using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Local.Client;
using Orleans.Messaging;

namespace Orleans.Hosting;

/// <summary>Configuration of a client.</summary>
public static class ClientBuilderExtensions
{
    /// <summary>Sets options.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class
    {
        builder.Services.Configure(configureOptions);
        return builder;
    }

    /// <summary>Sets options from configuration.</summary>
    public static IClientBuilder Configure<TOptions>(this IClientBuilder builder, IConfiguration configuration)
        where TOptions : class
    {
        builder.Services.Configure<TOptions>(configuration);
        return builder;
    }

    /// <summary>Adds services.</summary>
    public static IClientBuilder ConfigureServices(this IClientBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>Connects to a gateway at loopback.</summary>
    public static IClientBuilder UseLocalhostClustering(
        this IClientBuilder builder, int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT, string serviceId = "dev", string clusterId = "dev") =>
        builder.UseLocalhostClustering([gatewayPort], serviceId, clusterId);

    /// <summary>Connects to gateways at loopback.</summary>
    public static IClientBuilder UseLocalhostClustering(this IClientBuilder builder, int[] gatewayPorts, string serviceId = "dev", string clusterId = "dev")
    {
        builder.Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (serviceId, clusterId));
        return builder.UseStaticClustering([.. gatewayPorts.Select(p => new IPEndPoint(IPAddress.Loopback, p))]);
    }

    /// <summary>Connects to the gateways named.</summary>
    public static IClientBuilder UseStaticClustering(this IClientBuilder builder, params IPEndPoint[] endpoints)
    {
        builder.Configure<StaticGatewayListProviderOptions>(o => o.Gateways = [.. endpoints.Select(e => GatewayUri.Of(e))]);
        builder.Services.AddSingleton<IGatewayListProvider, StaticGatewayListProvider>();
        return builder;
    }

    /// <summary>Decides whether the client tries again when it reaches no gateway at its start.</summary>
    public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
        where TConnectionRetryFilter : class, IClientConnectionRetryFilter
    {
        builder.Services.AddSingleton<IClientConnectionRetryFilter, TConnectionRetryFilter>();
        return builder;
    }

    /// <summary>Decides whether the client tries again when it reaches no gateway at its start.</summary>
    public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter)
    {
        builder.Services.AddSingleton<IClientConnectionRetryFilter>(new DelegateRetryFilter(connectionRetryFilter));
        return builder;
    }
}
