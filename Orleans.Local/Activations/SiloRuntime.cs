using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Local.Calls;
using Orleans.Local.Dashboard;
using Orleans.Local.Directory;
using Orleans.Local.Membership;
using Orleans.Local.Messaging;
using Orleans.Local.Placement;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Local.Activations;

/// <summary>The parts of one silo, put together, and the figures that all of them need. One per silo life.</summary>
internal sealed class SiloRuntime
{
    private readonly CancellationTokenSource _stopped = new();

    public SiloRuntime(IServiceProvider services, SiloAddress silo, string name, int gatewayPort)
    {
        Services = services;
        Silo = silo;
        Time = services.GetRequiredService<TimeProvider>();
        Types = services.GetRequiredService<GrainTypeMap>();
        Serializer = services.GetRequiredService<ObjectSerializer>();
        References = services.GetRequiredService<GrainReferences>();
        Calls = services.GetRequiredService<CallSettings>();
        Tracker = services.GetRequiredService<CallTracker>();
        Statistics = services.GetRequiredService<CallStatistics>();
        States = services.GetRequiredService<IPersistentStateFactory>();
        Filters = [.. services.GetServices<IIncomingGrainCallFilter>()];
        var loggers = services.GetRequiredService<ILoggerFactory>();
        Logger = loggers.CreateLogger("Orleans.Silo");
        var messaging = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        MaxForwards = messaging.MaxForwardCount;
        MaxWaitingCalls = messaging.MaxEnqueuedRequestsHardLimit;
        var collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        ActivationTimeout = collection.ActivationTimeout;
        DeactivationTimeout = collection.DeactivationTimeout;
        Lease = new Lease(Time, services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value);
        Membership = new MembershipAgent(
            services.GetRequiredService<IMembershipTable>(), Lease, silo, name, gatewayPort, Time, loggers.CreateLogger<MembershipAgent>());
        Catalog = new Catalog(this);
        Links = new SiloLinks(this, services.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId);
        Directory = new GrainDirectory(this, Membership, Links);
        Dispatcher = new Dispatcher(this);
        Placement = new PlacementService(this);
    }

    public IServiceProvider Services { get; }

    public SiloAddress Silo { get; }

    public TimeProvider Time { get; }

    public GrainTypeMap Types { get; }

    public ObjectSerializer Serializer { get; }

    public GrainReferences References { get; }

    public CallSettings Calls { get; }

    public CallTracker Tracker { get; }

    public CallStatistics Statistics { get; }

    public IPersistentStateFactory States { get; }

    public IIncomingGrainCallFilter[] Filters { get; }

    public ILogger Logger { get; }

    public Lease Lease { get; }

    public MembershipAgent Membership { get; }

    public Catalog Catalog { get; }

    public SiloLinks Links { get; }

    public GrainDirectory Directory { get; }

    public Dispatcher Dispatcher { get; }

    public PlacementService Placement { get; }

    public TimeSpan ResponseTimeout => Calls.ResponseTimeout;

    public TimeSpan ActivationTimeout { get; }

    public TimeSpan DeactivationTimeout { get; }

    public int MaxForwards { get; }

    public int MaxWaitingCalls { get; }

    /// <summary>Set by the reminder service: reminders of grains that this silo owns were changed elsewhere.</summary>
    public Action RemindersChanged { get; set; } = () => { };

    /// <summary>Fires when the silo has stopped for good.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public void Stop() => _stopped.Cancel();

    public object?[] ReadArguments(GrainRequest request)
    {
        var arguments = ArgumentsCodec.Read(request.Payload, request.Method, Serializer);
        request.Payload = default;
        return arguments;
    }
}
