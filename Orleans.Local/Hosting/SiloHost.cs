using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Local.Activations;
using Orleans.Local.Calls;
using Orleans.Local.Messaging;
using Orleans.Local.Reminders;
using Orleans.Runtime;

namespace Orleans.Local.Hosting;

/// <summary>
/// A silo's life in its host. Start: listen, join, become active. Stop: take no new activations, end all of them, leave. A silo that has lost
/// its lease ends what it can in what is left of it and stops the host with exit code 1.
/// </summary>
internal sealed class SiloHost : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    private readonly IServiceProvider _services;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly Listener _silos;
    private readonly Listener? _clients;
    private readonly ClusterMembershipOptions _membershipOptions;
    private readonly GrainCollectionOptions _collectionOptions;
    private readonly CancellationTokenSource _loops = new();
    private Task _running = Task.CompletedTask;
    private int _stopping;

    public SiloHost(IServiceProvider services, IHostApplicationLifetime lifetime)
    {
        _services = services;
        _lifetime = lifetime;
        var endpoints = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var cluster = services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        _membershipOptions = services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;
        _collectionOptions = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        if (services.GetService<IMembershipTable>() is null)
            throw new OrleansConfigurationException("The silo has no membership table. Call UseLocalhostClustering or UseAdoNetClustering on the silo builder.");
        CollectionAgeCheck.Validate(services.GetRequiredService<GrainTypeMap>(), _collectionOptions);
        var address = endpoints.AdvertisedIPAddress ?? IPAddress.Loopback;
        var name = services.GetRequiredService<IOptions<SiloOptions>>().Value.SiloName ?? Environment.MachineName;
        Runtime = new SiloRuntime(services, SiloAddress.New(address, endpoints.SiloPort, SiloAddress.AllocateNewGeneration()), name, endpoints.GatewayPort);
        _silos = new Listener(
            Runtime, cluster.ClusterId, endpoints.SiloListeningEndpoint ?? new IPEndPoint(address, endpoints.SiloPort), "EndpointOptions.SiloPort", forClients: false);
        if (endpoints.GatewayPort != 0)
        {
            _clients = new Listener(
                Runtime, cluster.ClusterId, endpoints.GatewayListeningEndpoint ?? new IPEndPoint(address, endpoints.GatewayPort), "EndpointOptions.GatewayPort", forClients: true);
        }
    }

    public SiloRuntime Runtime { get; }

    public int Clients => _clients?.Connections.Count ?? 0;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var membership = Runtime.Membership;
        membership.ViewChanged += Runtime.Directory.OnViewChanged;
        membership.ViewChanged += view => Runtime.Links.CloseAllBut(silo => view.IsAlive(silo) || !view.Members.ContainsKey(silo));
        _silos.Open();
        try
        {
            await membership.JoinAsync(cancellationToken);
            await membership.RenewAsync();
            _running = Task.WhenAll(MembershipLoopAsync(), CollectionLoopAsync());
            await membership.SetStatusAsync(SiloStatus.Active, cancellationToken);
            await GossipAsync(cancellationToken);
            _services.GetRequiredService<GrainReferences>().Sender = Runtime.Dispatcher;
            _services.GetRequiredService<CallTracker>().Start();
            _services.GetRequiredService<ReminderService>().Start(Runtime);
            _clients?.Open();
        }
        catch
        {
            await _loops.CancelAsync();
            _silos.Close();
            throw;
        }

        Runtime.Logger.LogInformation("Silo {Name} is active at {Silo}.", membership.SiloName, Runtime.Silo);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return;
        _services.GetRequiredService<ReminderService>().Stop();
        try
        {
            if (!Runtime.Lease.Expired)
            {
                // From here on nobody places anything here; the directory's entries move to the others.
                foreach (var client in _clients?.Connections ?? [])
                    client.SendLeaving();
                await Runtime.Membership.SetStatusAsync(SiloStatus.ShuttingDown, cancellationToken);
                await GossipAsync(cancellationToken);
                await Runtime.Catalog.CloseAsync("The silo stops.", cancellationToken);
                await AnswerRestAsync(cancellationToken);
                await Runtime.Membership.SetStatusAsync(SiloStatus.Dead, CancellationToken.None);
                await GossipAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Runtime.Logger.LogWarning(exception, "The silo could not leave the cluster in good order. The others will find out by its silence.");
        }

        await EndAsync();
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task EndAsync()
    {
        await _loops.CancelAsync();
        _clients?.Close();
        _silos.Close();
        Runtime.Links.CloseAllBut(_ => false);
        Runtime.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Waits a while for the calls that were passed on to other silos, whose answers still come through here.</summary>
    private async Task AnswerRestAsync(CancellationToken cancellation)
    {
        var started = Runtime.Time.GetTimestamp();
        while (_silos.Connections.Concat(_clients?.Connections ?? []).Any(c => c.Unanswered > 0) && Runtime.Time.GetElapsedTime(started) < LongestRest)
            await Task.Delay(TimeSpan.FromMilliseconds(20), Runtime.Time, cancellation);
    }

    private Task GossipAsync(CancellationToken cancellation) =>
        Runtime.Links.TellAllAsync(SiloOperation.Gossip, Runtime.Membership.View.Members.Values.Where(m => m.IsAlive).Select(m => m.Address), cancellation);

    /// <summary>Renews the row and watches the others'. Ends the silo when its lease is lost.</summary>
    private async Task MembershipLoopAsync()
    {
        using var timer = new PeriodicTimer(Runtime.Lease.RenewEvery, Runtime.Time);
        var lastCleanUp = Runtime.Time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_loops.Token))
            {
                if (Runtime.Lease.Lost)
                {
                    await GiveUpAsync();
                    return;
                }

                try
                {
                    await Runtime.Membership.RenewAsync().WaitAsync(Runtime.Lease.DeathAfter / 2, Runtime.Time, _loops.Token);
                    await Runtime.Membership.ObserveAsync(_loops.Token).WaitAsync(Runtime.Lease.DeathAfter / 2, Runtime.Time, _loops.Token);
                    if (_membershipOptions.DefunctSiloCleanupPeriod is { } period && Runtime.Time.GetElapsedTime(lastCleanUp) > period)
                    {
                        lastCleanUp = Runtime.Time.GetTimestamp();
                        await Runtime.Membership.ForgetDefunctAsync(_membershipOptions.DefunctSiloExpiration);
                    }
                }
                catch (Exception exception) when (!_loops.IsCancellationRequested)
                {
                    // The database is away for now. If it stays so, the lease runs out.
                    Runtime.Logger.LogWarning(exception, "The membership table could not be reached.");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task GiveUpAsync()
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return;
        Runtime.Logger.LogCritical(
            "{Silo} could not renew its place in the cluster for {Time}, or was declared dead. It stops, before its grains can be active elsewhere.",
            Runtime.Silo, Runtime.Lease.GiveUpAfter);
        Environment.ExitCode = 1;

        // What is left of the lease is for the grains, to close what they hold. A silo that comes to itself after its death has no time left.
        if (!Runtime.Lease.Expired)
        {
            using var rest = new CancellationTokenSource(Runtime.Lease.DeathAfter * 0.2, Runtime.Time);
            await Runtime.Catalog.CloseAsync("The silo has lost its place in the cluster.", rest.Token);
        }

        _clients?.Close();
        _silos.Close();
        Runtime.Links.CloseAllBut(_ => false);
        _lifetime.StopApplication();
    }

    private async Task CollectionLoopAsync()
    {
        using var timer = new PeriodicTimer(_collectionOptions.CollectionQuantum, Runtime.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_loops.Token))
                _ = Runtime.Catalog.CollectIdle();
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }
}
