using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Wasilo.Load.Processes;
using Wasilo.Storage;

namespace Wasilo.Load.Grains;

/// <summary>Silos and clients as the benchmarks need them.</summary>
internal static class BenchHosts
{
    private const string ClusterId = "bench";

    /// <summary>A cluster of one process.</summary>
    public static IHost SingleSilo()
    {
        var (siloPort, _) = LocalPorts.PickTwoFree();
        var builder = QuietBuilder();
        // No gateway: nobody calls from outside.
        builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort, 0, null, ClusterId, ClusterId));
        return builder.Build();
    }

    /// <summary>A silo that clients find in a database.</summary>
    public static IHost ClusteredSilo(string connectionString, int siloPort, int gatewayPort)
    {
        var database = Database.Parse(connectionString);
        var builder = QuietBuilder();
        builder.UseOrleans(silo => silo
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString))
            .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort)
            .Configure<ClusterOptions>(Identify));
        return builder.Build();
    }

    /// <summary>A client that finds its silos in a database.</summary>
    public static IHost Client(string connectionString)
    {
        var database = Database.Parse(connectionString);
        var builder = QuietBuilder();
        builder.UseOrleansClient(client => client
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (database.Invariant, database.ConnectionString))
            .Configure<ClusterOptions>(Identify));
        return builder.Build();
    }

    private static void Identify(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (ClusterId, ClusterId);

    /// <summary>Standard output is for results.</summary>
    private static HostApplicationBuilder QuietBuilder()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders()
            .SetMinimumLevel(LogLevel.Error)
            .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }
}
