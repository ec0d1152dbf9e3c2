using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Events;
using Wasilo.Grains.Webhooks;
using Wasilo.Storage;
using Wasilo.Storage.Events;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Tests.Webhooks;

public class WebhookRunTests
{
    [Fact]
    public async Task Replays_end_with_their_turn_and_the_rest_is_due_again()
    {
        using var folder = new TemporaryFolder();
        await using var database = Database.Parse($"Data Source={folder.File("empty.db")}");
        using var sender = new WebhookSender(new WebhookOptions(), TimeProvider.System);
        var (session, now) = (SessionId.Generate(), DateTimeOffset.UtcNow);
        var record = new SessionRecord { Id = session, Account = "acme", Name = "shop", CreatedAt = now, UpdatedAt = now, StatusAt = now };
        var webhook = new WebhookConfig { Url = "https://receiver.example/", Events = ["*"] };
        var turn = new WebhookTurn(session, WebhookIds.Of(webhook.Url), "token", Position: 3, Wakes: 1, Attempts: 0);
        var replay = new Delivery(session, turn.Webhook, "evt_1", 1, "message", DeliveryState.Replay, 2, 500, "It answered 500.", now);
        var events = new EventStore(database, new KeyRing(EncryptionKey.Generate()));
        var run = new WebhookRun(webhook, new EventContext(record, new Dictionary<string, string>(), null, "box"), sender, events, turn, TimeProvider.System, end: now);

        await run.ReplayAsync([replay], default);

        run.Deliveries.ShouldBeEmpty();
        run.Due.ShouldNotBeNull();
    }
}
