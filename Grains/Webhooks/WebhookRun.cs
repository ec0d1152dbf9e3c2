using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Storage.Events;

namespace Wasilo.Grains.Webhooks;

/// <summary>
/// One turn at one webhook: tells it one event after another, until there are no more, one isn't taken, or the turn is over. What came of it
/// is saved at the end; if this process dies before that, the same events are told again, under the same ids.
/// </summary>
internal sealed class WebhookRun(
    WebhookConfig webhook, EventContext context, WebhookSender sender, EventStore events, WebhookTurn turn, TimeProvider time, DateTimeOffset end)
{
    private const int ReadAtOnce = 64;

    private readonly EventFormat _format = EventFormat.Of(webhook.Dialect);
    private readonly List<Delivery> _deliveries = [];

    /// <summary>The turn as it is to be given back.</summary>
    public WebhookTurn Turn { get; private set; } = turn;

    /// <summary>When there is something to do again; null if everything is done.</summary>
    public DateTimeOffset? Due { get; private set; }

    public IReadOnlyCollection<Delivery> Deliveries => _deliveries;

    /// <summary>Tells once more what its owner wants told once more. What isn't taken is dead again.</summary>
    public async Task ReplayAsync(IReadOnlyList<Delivery> replays, CancellationToken cancellationToken)
    {
        foreach (var replay in replays)
        {
            // A turn that outlives its lease is another process's too: both would tell the same.
            if (time.GetUtcNow() >= end)
            {
                Due = time.GetUtcNow();
                return;
            }

            var happened = await events.FindAsync(replay.Session, replay.Event, cancellationToken);
            var receipt = happened is null || _format.Write(happened, context) is not { } body
                ? new Receipt(null, "The event isn't kept any more.")
                : await sender.SendAsync(webhook, replay.Event, body, cancellationToken);
            _deliveries.Add(replay with
            {
                State = receipt.IsTaken ? DeliveryState.Delivered : DeliveryState.Dead,
                Attempts = replay.Attempts + 1,
                Status = receipt.Status,
                Error = receipt.Error,
                At = time.GetUtcNow(),
            });
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = await events.ReadAsync(Turn.Session, Turn.Position, ReadAtOnce, cancellationToken);
            foreach (var happened in batch)
            {
                // The webhook is due still: whoever is next goes on.
                if (time.GetUtcNow() >= end)
                {
                    Due = time.GetUtcNow();
                    return;
                }

                if (!await TellAsync(happened, cancellationToken))
                    return;
            }

            if (batch.Count < ReadAtOnce)
                return;
        }
    }

    /// <summary>False if it is to be tried again later, and all behind it with it.</summary>
    private async Task<bool> TellAsync(StoredEvent happened, CancellationToken cancellationToken)
    {
        if (!WebhookTargets.Wants(webhook, happened.Event.Type) || _format.Write(happened, context) is not { } body)
        {
            Turn = Turn with { Position = happened.Seq, Attempts = 0 };
            return true;
        }

        var receipt = await sender.SendAsync(webhook, happened.Event.Id, body, cancellationToken);
        var attempts = Turn.Attempts + 1;
        if (!receipt.IsTaken && RetryDelays.After(webhook.Retries, attempts, Random.Shared.NextDouble()) is { } wait)
        {
            Turn = Turn with { Attempts = attempts };
            Due = time.GetUtcNow() + wait;
            return false;
        }

        _deliveries.Add(new Delivery(
            happened.Session,
            Turn.Webhook,
            happened.Event.Id,
            happened.Seq,
            happened.Event.Type,
            receipt.IsTaken ? DeliveryState.Delivered : DeliveryState.Dead,
            attempts,
            receipt.Status,
            receipt.Error,
            time.GetUtcNow()));
        Turn = Turn with { Position = happened.Seq, Attempts = 0 };
        return true;
    }
}
