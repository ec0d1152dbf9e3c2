using System.Data.Common;
using Dapper;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>
/// Which webhooks have something to be told, and how far each is. Every process takes turns at them: who has a turn alone tells that webhook,
/// so that its events come in order; a turn that is never given back is over after its time, and another process goes on from what was saved.
/// Nothing is kept in memory, so nothing is lost with a process.
/// </summary>
public sealed class WebhookQueue(Database database, TimeProvider time)
{
    private const string Returned = "session, webhook, position, wakes, attempts";

    private bool IsPostgres => database.Kind == DatabaseKind.PostgreSql;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes turns at what is due and nobody else is at, the longest due first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<WebhookTurn>> ClaimAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
    {
        const string Due =
            """
            SELECT session, webhook FROM wasilo_webhook
            WHERE due_at <= @now AND (leased_until IS NULL OR leased_until <= @now) ORDER BY due_at LIMIT @limit
            """;
        var update =
            $"""
            UPDATE wasilo_webhook SET leased_by = @token, leased_until = @until
            WHERE (session, webhook) IN ({Due} {(IsPostgres ? "FOR UPDATE SKIP LOCKED" : "")}) RETURNING {Returned}
            """;
        var token = Guid.NewGuid().ToString("N");
        var now = Now;
        var parameters = new { token, now, until = now + (long)lease.TotalMilliseconds, limit };
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Session, string Webhook, long Position, long Wakes, long Attempts)>(
            Sql.Command(update, parameters, cancellationToken));
        return
        [
            .. rows.Select(row => new WebhookTurn(
                SessionId.FromNumber(row.Session), row.Webhook, token, row.Position, row.Wakes, (int)row.Attempts)),
        ];
    }

    /// <summary>
    /// Gives a turn back with what came of it. If there is more by now than when it was taken, the webhook is due again at once, unless it
    /// waits for its next try.
    /// </summary>
    /// <param name="turn">With the new position and attempts.</param>
    /// <param name="due">When there is something to do again; null if everything is done that is known.</param>
    /// <param name="deliveries">What became of the events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False if the turn was over; then nothing was saved.</returns>
    public async Task<bool> GiveBackAsync(
        WebhookTurn turn, DateTimeOffset? due, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        const string Update =
            """
            UPDATE wasilo_webhook
            SET position = @Position, attempts = @Attempts, leased_by = NULL, leased_until = NULL,
                due_at = CASE WHEN wakes = @Wakes THEN @due ELSE coalesce(@due, @now) END
            WHERE session = @Number AND webhook = @Webhook AND leased_by = @Token
            """;
        var parameters = new
        {
            turn.Session.Number,
            turn.Webhook,
            turn.Token,
            turn.Position,
            turn.Wakes,
            turn.Attempts,
            due = due?.ToUnixTimeMilliseconds(),
            now = Now,
        };
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(Sql.Command(Update, parameters, cancellationToken, transaction)) == 0)
            return false;
        await WriteAsync(deliveries, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Forgets a webhook that isn't configured any more, if the turn isn't over.</summary>
    public async Task ForgetAsync(WebhookTurn turn, CancellationToken cancellationToken)
    {
        const string Delete = "DELETE FROM wasilo_webhook WHERE session = @Number AND webhook = @Webhook AND leased_by = @Token";
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(Sql.Command(Delete, new { turn.Session.Number, turn.Webhook, turn.Token }, cancellationToken));
    }

    private async Task WriteAsync(IReadOnlyCollection<Delivery> deliveries, DbTransaction transaction, CancellationToken cancellationToken)
    {
        const string Conflict =
            """
            ON CONFLICT (session, webhook, event) DO UPDATE
            SET state = excluded.state, attempts = excluded.attempts, status = excluded.status, error = excluded.error, at = excluded.at
            """;
        if (deliveries.Count == 0)
            return;
        var rows = deliveries.Select(DeliveryRow.From).ToArray();
        if (IsPostgres)
        {
            const string Rows =
                """
                unnest(@Session::bigint[], @Webhook::text[], @Event::text[], @Seq::bigint[], @Type::text[], @State::text[],
                    @Attempts::bigint[], @Status::bigint[], @Error::text[], @At::bigint[])
                """;
            var arrays = new
            {
                Session = rows.Select(row => row.Session).ToArray(),
                Webhook = rows.Select(row => row.Webhook).ToArray(),
                Event = rows.Select(row => row.Event).ToArray(),
                Seq = rows.Select(row => row.Seq).ToArray(),
                Type = rows.Select(row => row.Type).ToArray(),
                State = rows.Select(row => row.State).ToArray(),
                Attempts = rows.Select(row => row.Attempts).ToArray(),
                Status = rows.Select(row => row.Status).ToArray(),
                Error = rows.Select(row => row.Error).ToArray(),
                At = rows.Select(row => row.At).ToArray(),
            };
            var insert = $"INSERT INTO wasilo_delivery ({DeliveryRow.Columns}) SELECT * FROM {Rows} {Conflict}";
            await transaction.Connection!.ExecuteAsync(Sql.Command(insert, arrays, cancellationToken, transaction));
            return;
        }

        const string Values = "@Session, @Webhook, @Event, @Seq, @Type, @State, @Attempts, @Status, @Error, @At";
        var each = $"INSERT INTO wasilo_delivery ({DeliveryRow.Columns}) VALUES ({Values}) {Conflict}";
        await transaction.Connection!.ExecuteAsync(Sql.Command(each, rows, cancellationToken, transaction));
    }
}
