using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Events;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Webhooks;

/// <summary>Takes turns at webhooks, from their claim to their end.</summary>
internal sealed class WebhookTurns(
    WebhookQueue queue,
    SessionStore sessions,
    EventStore events,
    DeliveryLog log,
    SessionFaces faces,
    ConfigVault configs,
    WebhookSender sender,
    WebhookOptions options,
    TimeProvider time)
{
    private const int ReplaysAtOnce = 20;
    private static readonly TimeSpan SaveWithin = TimeSpan.FromSeconds(5);

    public Task<IReadOnlyList<WebhookTurn>> ClaimAsync(int limit, CancellationToken cancellationToken) =>
        queue.ClaimAsync(limit, options.Lease, cancellationToken);

    /// <summary>Tells a webhook what there is for it, and saves what came of it also if it is cancelled.</summary>
    public async Task RunAsync(WebhookTurn turn, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + options.TurnLength;
        if (await sessions.FindAsync(turn.Session, cancellationToken) is not { } session
            || configs.Open(session).Value is not { } config
            || WebhookTargets.Find(config, turn.Webhook) is not { } webhook)
        {
            await queue.ForgetAsync(turn, cancellationToken);
            return;
        }

        var context = await faces.OfAsync(session, config, cancellationToken);
        var run = new WebhookRun(webhook, context, sender, events, turn, time, end);
        var isCancelled = false;
        try
        {
            var replays = await log.ListReplaysAsync(turn, ReplaysAtOnce, cancellationToken);
            await run.ReplayAsync(replays, cancellationToken);
            // What waits for its next try isn't held up by replays that fail, nor told in the same turn: the next one begins with it.
            if (turn.Attempts == 0 || replays.Count == 0)
                await run.RunAsync(cancellationToken);
            else
                isCancelled = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isCancelled = true;
        }

        using var patience = new CancellationTokenSource(SaveWithin, time);
        await queue.GiveBackAsync(run.Turn, isCancelled ? time.GetUtcNow() : run.Due, run.Deliveries, patience.Token);
    }
}
