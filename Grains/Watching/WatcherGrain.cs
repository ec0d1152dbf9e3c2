using System.Globalization;
using Microsoft.Extensions.Logging;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Abstractions.Watching;
using Wasilo.Grains.Placement;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Watching;

/// <summary>
/// Looks each second for sessions of its shard that should run and that no living node has, and wakes up some. A reminder wakes up the
/// watcher itself when the node that it was on has died.
/// </summary>
[NodePlacement]
internal sealed partial class WatcherGrain(
    SessionLifeStore lives, ISiloStatusOracle membership, WatchTimings timings, ILogger<WatcherGrain> log) : Grain, IWatcherGrain, IRemindable
{
    private const string Reminder = "watch";

    // The shortest period that Orleans allows.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    private SessionId? _last;
    private bool _missed;
    private bool _isReminded;

    private int Shard => int.Parse(this.GetPrimaryKeyString(), NumberStyles.None, CultureInfo.InvariantCulture);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DelayDeactivation(TimeSpan.MaxValue);
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(timings.Interval, timings.Interval) { KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task Watch()
    {
        if (_isReminded)
            return;
        await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        _isReminded = true;
    }

    /// <summary>Being active is all that it takes.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var idle = await lives.ListIdleAsync(LivingOwners(), Shard, WatchTimings.Shards, _last, timings.Batch, cancellationToken);
            // Goes on behind those that couldn't be woken up, and comes back to them in the next round.
            _last = idle.Count == timings.Batch ? idle[^1].Session : null;
            await Task.WhenAll(idle.Select(WakeAsync));
            _missed = false;
        }
        catch (Exception problem) when (StorageProblems.IsOfDatabase(problem))
        {
            if (!_missed)
                LogMissed(Shard, problem.Message);
            _missed = true;
        }
    }

    /// <summary>A silo that stops lets its sessions go one by one, and has them until then.</summary>
    private string[] LivingOwners() =>
    [
        .. membership.GetApproximateSiloStatuses().Where(silo => silo.Value != SiloStatus.Dead).Select(silo => silo.Key.ToParsableString()),
    ];

    private async Task WakeAsync(IdleSession session)
    {
        PlacementContext.Wish(session.Region, session.PreferredNode);
        try
        {
            await GrainFactory.GetGrain<ISessionGrain>(session.Session.ToString()).Resume();
        }
        catch (Exception problem)
        {
            LogNotWoken(session.Session, problem.Message);
        }
    }

    [LoggerMessage(50, LogLevel.Warning, "Shard {Shard} can't be watched: {Reason}")]
    private partial void LogMissed(int shard, string reason);

    [LoggerMessage(51, LogLevel.Warning, "Session {Session} could not be woken up: {Reason}")]
    private partial void LogNotWoken(SessionId session, string reason);
}
