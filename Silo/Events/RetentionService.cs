using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Silo.Configuration;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;

namespace Wasilo.Silo.Events;

/// <summary>Deletes events and messages that have been kept long enough, each hour. Every process does; what one has deleted the next one doesn't find.</summary>
internal sealed partial class RetentionService(
    EventStore events, MessageStore messages, RetentionSettings keep, TimeProvider clock, ILogger<RetentionService> log)
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
                var now = clock.GetUtcNow();
                var oldEvents = await events.DeleteOlderAsync(now - keep.Events, stoppingToken);
                var oldMessages = await messages.DeleteOlderAsync(now - keep.Messages, now - keep.Events, stoppingToken);
                if (oldEvents + oldMessages > 0)
                    LogDeleted(oldEvents, oldMessages);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogFailed(problem.Message);
            }
        }
    }

    [LoggerMessage(6, LogLevel.Information, "{Events} old events and {Messages} old messages were deleted")]
    private partial void LogDeleted(int events, int messages);

    [LoggerMessage(7, LogLevel.Warning, "Old events and messages could not be deleted: {Reason}")]
    private partial void LogFailed(string reason);
}
