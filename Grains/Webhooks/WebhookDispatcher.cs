using Microsoft.Extensions.Logging;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage;
using Wasilo.Storage.Events;

namespace Wasilo.Grains.Webhooks;

/// <summary>
/// Tells webhooks of events, for all sessions of this process and for those of processes that died: a number of webhooks at once, each by
/// itself, so that a slow receiver delays only itself. There is no timer or thread for a session or webhook.
/// </summary>
internal sealed partial class WebhookDispatcher(
    WebhookTurns turns, WebhookBell bell, WebhookOptions options, TimeProvider time, ILogger<WebhookDispatcher> log)
{
    private readonly HashSet<Task> _running = [];
    private bool _missed;

    /// <summary>Runs until it is cancelled, and returns when what it had begun is saved.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stopping);
                _missed = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem) when (IsOfDatabase(problem))
            {
                if (!_missed)
                    LogMissed(problem.Message);
                _missed = true;
                await Task.Delay(options.Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_running);
    }

    private async Task StepAsync(CancellationToken stopping)
    {
        _running.RemoveWhere(static run => run.IsCompleted);
        var free = options.Turns - _running.Count;
        if (free == 0)
        {
            await Task.WhenAny(_running).WaitAsync(stopping);
            return;
        }

        var claimed = await turns.ClaimAsync(free, stopping);
        foreach (var turn in claimed)
            _running.Add(RunAsync(turn, stopping));
        if (claimed.Count < free)
            await bell.WaitAsync(options.Interval, time, stopping);
    }

    private async Task RunAsync(WebhookTurn turn, CancellationToken stopping)
    {
        try
        {
            await turns.RunAsync(turn, stopping);
            bell.Ring(); // there may be more for it by now
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nothing was told; the turn is over with its lease.
        }
        catch (Exception problem)
        {
            LogFailed(turn.Session.ToString(), turn.Webhook, problem);
        }
    }

    private static bool IsOfDatabase(Exception problem) => StorageProblems.IsOfDatabase(problem) || problem is StorageException;

    [LoggerMessage(70, LogLevel.Warning, "Webhooks can't be told: {Reason}")]
    private partial void LogMissed(string reason);

    [LoggerMessage(71, LogLevel.Warning, "Session {Session}: telling webhook {Webhook} failed; it is tried again when its turn is over")]
    private partial void LogFailed(string session, string webhook, Exception problem);
}
