using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Local.Client;

namespace Orleans.Local.Hosting;

/// <summary>What a client consists of.</summary>
internal static class ClientServices
{
    public static void Add(IServiceCollection services)
    {
        SharedServices.Add<ClientMessagingOptions>(services, "UseOrleansClient", "UseOrleans");
        services.AddSingleton<GatewayLinks>();
        services.AddSingleton<IHostedService, ClientHost>();
    }
}
