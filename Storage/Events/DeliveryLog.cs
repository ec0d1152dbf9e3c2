using Dapper;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>Reads what became of events at webhooks, and has them delivered again.</summary>
public sealed class DeliveryLog(Database database, TimeProvider time)
{
    /// <summary>A session's deliveries, the latest first.</summary>
    /// <param name="session">Whose.</param>
    /// <param name="state">Only those; null for all.</param>
    /// <param name="before">Only those of events with a smaller number; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Delivery>> ListAsync(
        SessionId session, DeliveryState? state, long? before, int limit, CancellationToken cancellationToken)
    {
        var ofState = state is null ? "" : "AND state = @state";
        return QueryAsync(
            $"WHERE session = @Number AND seq < @before {ofState} ORDER BY seq DESC, webhook LIMIT @limit",
            new { session.Number, state = state is { } one ? DeliveryRow.Text(one) : null, before = before ?? long.MaxValue, limit },
            cancellationToken);
    }

    /// <summary>Deliveries to a webhook that are to be tried once more, in the order of their events.</summary>
    public Task<IReadOnlyList<Delivery>> ListReplaysAsync(WebhookTurn turn, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return QueryAsync(
            "WHERE session = @Number AND webhook = @Webhook AND state <> 'delivered' AND state = 'replay' ORDER BY seq LIMIT @limit",
            new { turn.Session.Number, turn.Webhook, limit },
            cancellationToken);
    }

    /// <summary>Has an event delivered once more to a webhook that is done with it, besides the order of the others.</summary>
    /// <returns>False if there is no such delivery, or the webhook is gone.</returns>
    public async Task<bool> ReplayAsync(SessionId session, string webhook, string eventId, CancellationToken cancellationToken)
    {
        const string Wake =
            """
            UPDATE wasilo_webhook SET wakes = wakes + 1, due_at = CASE WHEN due_at < @now THEN due_at ELSE @now END
            WHERE session = @Number AND webhook = @webhook
            """;
        const string Mark =
            "UPDATE wasilo_delivery SET state = 'replay' WHERE session = @Number AND webhook = @webhook AND event = @eventId";
        var parameters = new { session.Number, webhook, eventId, now = time.GetUtcNow().ToUnixTimeMilliseconds() };
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var statement in (string[])[Wake, Mark])
        {
            if (await connection.ExecuteAsync(Sql.Command(statement, parameters, cancellationToken, transaction)) == 0)
                return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<Delivery>> QueryAsync(string where, object parameters, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<DeliveryRow>(
            Sql.Command($"SELECT {DeliveryRow.Columns} FROM wasilo_delivery {where}", parameters, cancellationToken));
        return [.. rows.Select(static row => row.ToDelivery())];
    }
}
