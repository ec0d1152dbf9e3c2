using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Silo.Configuration;

namespace Wasilo.Silo;

/// <summary>The headless silo: <c>Silo run</c>.</summary>
internal static partial class SiloHost
{
    public static IHost Build(string[] args)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddWasiloConfiguration(args, KeyValuePair.Create<string, string?>(ClusterSettings.ModeKey, ClusterSettings.Cluster));
        builder.AddHeadlessSilo();

        var host = builder.Build();
        var role = host.Services.GetRequiredService<WasiloRole>();
        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Wasilo.Silo");
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => LogReady(log, role.Description));
        lifetime.ApplicationStopping.Register(() => LogStopping(log));
        return host;
    }

    [LoggerMessage(1, LogLevel.Information, "Ready: {Role}")]
    private static partial void LogReady(ILogger log, string role);

    [LoggerMessage(2, LogLevel.Information, "Stopping: grains are deactivated, then the node leaves the cluster")]
    private static partial void LogStopping(ILogger log);
}
