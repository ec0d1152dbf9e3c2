using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Storage.Events;

namespace Wasilo.Silo.Events;

/// <summary>Deletes events that have been kept long enough, each hour. Every process does; what one has deleted the next one doesn't find.</summary>
internal sealed partial class RetentionService(EventStore events, TimeSpan keep, TimeProvider clock, ILogger<RetentionService> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var deleted = await events.DeleteOlderAsync(clock.GetUtcNow() - keep, stoppingToken);
                if (deleted > 0)
                    LogDeleted(deleted);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogFailed(problem.Message);
            }
        }
    }

    [LoggerMessage(6, LogLevel.Information, "{Count} old events were deleted")]
    private partial void LogDeleted(int count);

    [LoggerMessage(7, LogLevel.Warning, "Old events could not be deleted: {Reason}")]
    private partial void LogFailed(string reason);
}
