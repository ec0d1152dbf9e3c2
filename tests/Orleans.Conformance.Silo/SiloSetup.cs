using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Activation;
using Wasilo.Conformance.Grains.Filters;
using Wasilo.Conformance.Grains.Journals;
using Wasilo.Conformance.Grains.Placement;
using Wasilo.Conformance.Grains.Storage;
using Wasilo.Storage;

namespace Wasilo.Conformance.Silo;

/// <summary>How a silo of the suite is put together, in a process of its own or in the test's.</summary>
public static class SiloSetup
{
    /// <summary>What every silo needs for the suite's grains.</summary>
    public static ISiloBuilder AddConformanceGrains(this ISiloBuilder silo, IJournal journal, HostIdentity identity)
    {
        silo.Services.AddSingleton(journal);
        silo.Services.AddSingleton(identity);
        silo.Services.AddSingleton<Failures>();
        silo.Services.AddPlacementDirector<ByPortPlacement, ByPortDirector>();
        silo.AddIncomingGrainCallFilter<ObservingFilter>();
        silo.AddIncomingGrainCallFilter<ChangingFilter>();
        // Orleans refuses to start with a grain whose age limit is below this, whose default is a minute.
        silo.Configure<GrainCollectionOptions>(options => options.CollectionQuantum = TimeSpan.FromMilliseconds(500));
        return silo.AddMemoryGrainStorage(StorageNames.Memory);
    }

    /// <summary>Grain state and reminders in a database.</summary>
    public static ISiloBuilder AddDatabase(this ISiloBuilder silo, Database database) => silo
        .AddAdoNetGrainStorage(StorageNames.Database, options =>
        {
            options.Invariant = database.Invariant;
            options.ConnectionString = database.ConnectionString;
        })
        .UseAdoNetReminderService(options =>
        {
            options.Invariant = database.Invariant;
            options.ConnectionString = database.ConnectionString;
        })
        // The default of a minute would make the tests wait for minutes.
        .Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromSeconds(1));

    /// <summary>A silo of a cluster that meets in a database.</summary>
    public static ISiloBuilder UseCluster(this ISiloBuilder silo, SiloArguments arguments, Database database) => silo
        .UseAdoNetClustering(options =>
        {
            options.Invariant = database.Invariant;
            options.ConnectionString = database.ConnectionString;
        })
        .AddDatabase(database)
        .ConfigureEndpoints(IPAddress.Loopback, arguments.SiloPort, arguments.GatewayPort)
        .Configure<SiloOptions>(options => options.SiloName = arguments.Name)
        .Configure<ClusterOptions>(options =>
        {
            options.ClusterId = arguments.ClusterId;
            options.ServiceId = "conformance";
        })
        .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = arguments.ResponseTimeout)
        .Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = arguments.ProbeTimeout;
            options.MaxProbeTimeout = arguments.ProbeTimeout;
            options.NumMissedProbesLimit = arguments.MissedProbes;
            options.TableRefreshTimeout = arguments.TableRefresh;
            options.IAmAliveTablePublishTimeout = arguments.IAmAlive;
        });
}
