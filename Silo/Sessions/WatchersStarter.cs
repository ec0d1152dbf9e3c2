using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Grains.Abstractions.Watching;
using Wasilo.Grains.Watching;

namespace Wasilo.Silo.Sessions;

/// <summary>
/// Sees to it that there are watchers: once when the silo has started, which in a cluster is enough for good, and each minute again, so that
/// a start that failed is made up for. Registered behind the silo.
/// </summary>
internal sealed partial class WatchersStarter(IGrainFactory grains, TimeProvider clock, ILogger<WatchersStarter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await Task.WhenAll(Enumerable.Range(0, WatchTimings.Shards).Select(shard => grains.GetGrain<IWatcherGrain>($"{shard}").Watch()));
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogFailed(problem.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(5, LogLevel.Warning, "Watchers of sessions could not be started: {Reason}")]
    private partial void LogFailed(string reason);
}
