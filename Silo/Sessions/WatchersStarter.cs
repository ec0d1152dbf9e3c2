using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Grains.Abstractions.Watching;
using Wasilo.Grains.Watching;

namespace Wasilo.Silo.Sessions;

/// <summary>
/// Sees to it that there are watchers: when the silo has started, as soon as it knows that another has died, whose watchers would else come
/// back with their reminders, up to a minute later, and each minute again, so that a start that failed is made up for. Registered behind
/// the silo.
/// </summary>
internal sealed partial class WatchersStarter(
    IGrainFactory grains, ISiloStatusOracle membership, TimeProvider clock, ILogger<WatchersStarter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        HashSet<SiloAddress> known = [];
        var last = clock.GetTimestamp();
        var isDue = true;
        do
        {
            var living = Living();
            isDue |= !known.IsSubsetOf(living) || clock.GetElapsedTime(last) >= Again;
            known = living;
            if (!isDue)
                continue;

            isDue = !await TryStartAsync();
            last = clock.GetTimestamp();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private HashSet<SiloAddress> Living() =>
        [.. membership.GetApproximateSiloStatuses().Where(silo => silo.Value != SiloStatus.Dead).Select(silo => silo.Key)];

    private async Task<bool> TryStartAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, WatchTimings.Shards).Select(shard => grains.GetGrain<IWatcherGrain>($"{shard}").Watch()));
            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem.Message);
            return false;
        }
    }

    [LoggerMessage(5, LogLevel.Warning, "Watchers of sessions could not be started, and will be in a moment: {Reason}")]
    private partial void LogFailed(string reason);
}
