using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Wasilo.Silo.Startup;
using Wasilo.Storage;
using Wasilo.Storage.Schema;

namespace Wasilo.Silo;

/// <summary>What silos and clients have in common.</summary>
internal static class WasiloServices
{
    /// <summary>
    /// Less than the 30 s after which orchestrators kill by default; enough to deactivate grains and leave the cluster.
    /// </summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    public static void AddWasiloHost(this IServiceCollection services, WasiloRole role)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(role);
        services.AddSingleton<HostFailure>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
    }

    public static void AddWasiloDatabase(this IServiceCollection services, Database database)
    {
        // Made by a factory, so that it is disposed with the host.
        services.AddSingleton(_ => database);
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<IStartupCheck, DatabaseCheck>();
    }
}
