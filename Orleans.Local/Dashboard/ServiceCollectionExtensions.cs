using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Local.Dashboard;

namespace Orleans.Dashboard;

/// <summary>Adds the dashboard to silos and clients, and its page to a web application.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Samples the silo's figures, for the page of this process or of any client. Every silo of a cluster needs it.</summary>
    public static ISiloBuilder AddDashboard(this ISiloBuilder siloBuilder, Action<DashboardOptions>? configureOptions = null)
    {
        var services = siloBuilder.Services;
        if (services.All(s => s.ServiceType != typeof(RateSampler)))
        {
            services.AddSingleton<RateSampler>();
            services.AddSingleton<IHostedService>(s => s.GetRequiredService<RateSampler>());
            services.AddSingleton<SiloFigures>();
            services.AddSingleton<IClusterFigures, ClusterFigures>();
        }

        AddShared(services, configureOptions);
        return siloBuilder;
    }

    /// <summary>Lets the client's process show the page. Every silo of the cluster needs its own AddDashboard.</summary>
    public static IClientBuilder AddDashboard(this IClientBuilder clientBuilder, Action<DashboardOptions>? configureOptions = null)
    {
        clientBuilder.Services.TryAddSingleton<IClusterFigures, GatewayFigures>();
        AddShared(clientBuilder.Services, configureOptions);
        return clientBuilder;
    }

    /// <summary>Serves the page at <paramref name="routePrefix"/>, and the figures that it shows at <c>figures</c> below.</summary>
    /// <exception cref="InvalidOperationException">AddDashboard was not called.</exception>
    public static RouteGroupBuilder MapOrleansDashboard(this IEndpointRouteBuilder endpoints, string? routePrefix = null) =>
        DashboardEndpoints.Map(endpoints, routePrefix ?? string.Empty);

    private static void AddShared(IServiceCollection services, Action<DashboardOptions>? configure)
    {
        services.TryAddSingleton<SharedFigures>();
        services.AddOptions<DashboardOptions>().Configure(configure ?? (_ => { })).Validate(
            o => o is { CounterUpdateIntervalMs: >= 1000, HistoryLength: > 0 },
            "DashboardOptions: CounterUpdateIntervalMs must be 1000 or more, and HistoryLength 1 or more.");
    }
}
