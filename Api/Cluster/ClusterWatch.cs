using System.Globalization;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Nodes;
using Wasilo.Silo;

namespace Wasilo.Api.Cluster;

/// <summary>
/// Asks the cluster every second whether it is there. It asks several views in turn, which run on different silos: while
/// one silo is dead and not yet declared so, the others still answer, and this process stays ready.
/// </summary>
internal sealed partial class ClusterWatch(
    IClusterClient cluster, WasiloRole role, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ClusterWatch> log)
    : BackgroundService
{
    private const int Views = 8;

    private static readonly TimeSpan PauseAfterAnswer = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Four to five tries at different views. Less would call the cluster lost while a third of its silos is; more would
    /// send requests into the void for longer.
    /// </summary>
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _answer = new();
    private int _view;
    private long? _answeredAt;
    private bool _lost;

    public ClusterState State
    {
        get
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                return ClusterState.Draining;

            lock (_answer)
            {
                return _answeredAt is { } at && clock.GetElapsedTime(at) < LostAfter ? ClusterState.Ready
                    : _answeredAt is null && role.HostsSilo ? ClusterState.Joining
                    : ClusterState.WithoutSilo;
            }
        }
    }

    /// <summary>The view that answered last.</summary>
    public INodesGrain Nodes
    {
        get
        {
            lock (_answer)
                return View(_view);
        }
    }

    /// <summary>Until grains answer.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (State != ClusterState.Ready)
            await Task.Delay(PauseAfterFailure, clock, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only when everything has started is there a connection to ask over.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
            await started.Task.WaitAsync(stoppingToken);

        for (var view = 0; ; view = (view + 1) % Views)
        {
            var pause = await AnswersAsync(view, stoppingToken) ? PauseAfterAnswer : PauseAfterFailure;
            Tell(State);
            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private async Task<bool> AnswersAsync(int view, CancellationToken cancellation)
    {
        try
        {
            await View(view).Ping().WaitAsync(Patience, clock, cancellation);
            lock (_answer)
                (_view, _answeredAt) = (view, clock.GetTimestamp());

            return true;
        }
        catch (Exception problem) when (FaceExceptionHandler.IsOfCluster(problem))
        {
            LogNoAnswer(view, problem.Message);
            return false;
        }
    }

    private void Tell(ClusterState state)
    {
        if (state == ClusterState.WithoutSilo && !_lost)
            LogLost(role.ClusterId);
        else if (state == ClusterState.Ready && _lost)
            LogFound(role.ClusterId);

        _lost = state == ClusterState.WithoutSilo;
    }

    private INodesGrain View(int view) => cluster.GetGrain<INodesGrain>(view.ToString(CultureInfo.InvariantCulture));

    [LoggerMessage(10, LogLevel.Warning, "No node of cluster {Cluster} answers; requests are refused until one does")]
    private partial void LogLost(string cluster);

    [LoggerMessage(11, LogLevel.Information, "Cluster {Cluster} answers again")]
    private partial void LogFound(string cluster);

    [LoggerMessage(12, LogLevel.Debug, "View {View} of the cluster does not answer: {Reason}")]
    private partial void LogNoAnswer(int view, string reason);
}
