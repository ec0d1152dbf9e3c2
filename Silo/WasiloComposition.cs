using Microsoft.Extensions.Hosting;
using Wasilo.Silo.Configuration;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo;

/// <summary>Puts Wasilo into a host. This is all that a program sees of silos, grains and storage.</summary>
public static class WasiloComposition
{
    /// <summary>
    /// As <c>Cluster:Mode</c> says: a silo in this process (<c>single</c>), or a client of the silos that share the
    /// database (<c>cluster</c>). Run the host with <see cref="WasiloHost"/>; what it became is its
    /// <see cref="WasiloRole"/>.
    /// </summary>
    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static void AddWasilo(this IHostApplicationBuilder builder)
    {
        var settings = new SettingsReader(builder.Configuration);
        var cluster = ClusterSettings.Read(settings);
        if (cluster.SharesDatabase)
            builder.AddWasiloClient(settings, cluster);
        else
            builder.AddWasiloSilo(settings, cluster);
    }

    /// <summary>A silo without an API, in the cluster that shares the database.</summary>
    /// <exception cref="StartupException">A setting is wrong.</exception>
    internal static void AddHeadlessSilo(this IHostApplicationBuilder builder)
    {
        var settings = new SettingsReader(builder.Configuration);
        var cluster = ClusterSettings.Read(settings);
        if (!cluster.SharesDatabase)
        {
            throw SettingsReader.Wrong(
                ClusterSettings.ModeKey, ClusterSettings.Single, $"{ClusterSettings.Cluster} for a silo without an API; Api runs a {ClusterSettings.Single} box");
        }

        builder.AddWasiloSilo(settings, cluster);
    }
}
