using Dapper;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Events;

/// <summary>Reads what happened in sessions, and deletes it when it is old.</summary>
public sealed class EventStore(Database database, KeyRing keys)
{
    /// <summary>A session's events from behind <paramref name="after"/>, in their order.</summary>
    /// <exception cref="UnreadableSecretException">One of them can't be read.</exception>
    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(SessionId session, long after, int limit, CancellationToken cancellationToken)
    {
        const string Select =
            """
            SELECT seq, id, type, at, sealed FROM wasilo_event
            WHERE session = @Number AND seq > @after ORDER BY seq LIMIT @limit
            """;
        return await QueryAsync(session, Select, new { session.Number, after, limit }, cancellationToken);
    }

    /// <summary>One event; null if there is none of that id, or no more.</summary>
    /// <exception cref="UnreadableSecretException">It can't be read.</exception>
    public async Task<StoredEvent?> FindAsync(SessionId session, string id, CancellationToken cancellationToken)
    {
        const string Select = "SELECT seq, id, type, at, sealed FROM wasilo_event WHERE session = @Number AND id = @id";
        return (await QueryAsync(session, Select, new { session.Number, id }, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The number of a session's last event; 0 before the first one.</summary>
    public async Task<long> LastSeqAsync(SessionId session, CancellationToken cancellationToken)
    {
        const string Select = "SELECT coalesce(max(seq), 0) FROM wasilo_event WHERE session = @Number";
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        return await turn.Connection.ExecuteScalarAsync<long>(Sql.Command(Select, new { session.Number }, cancellationToken));
    }

    /// <summary>
    /// Deletes events and deliveries from before this time, but each session's last event, from which the next one gets its number.
    /// </summary>
    /// <returns>How many events were deleted.</returns>
    public async Task<int> DeleteOlderAsync(DateTimeOffset than, CancellationToken cancellationToken)
    {
        const string Events =
            """
            DELETE FROM wasilo_event WHERE (session, seq) IN (
                SELECT e.session, e.seq FROM wasilo_event AS e
                WHERE e.at < @than AND e.seq < (SELECT max(n.seq) FROM wasilo_event AS n WHERE n.session = e.session)
                LIMIT @DeletedAtOnce)
            """;
        const string Deliveries =
            """
            DELETE FROM wasilo_delivery WHERE (session, webhook, event) IN (
                SELECT session, webhook, event FROM wasilo_delivery WHERE at < @than LIMIT @DeletedAtOnce)
            """;
        var parameters = new { than = than.ToUnixTimeMilliseconds(), DeleteInParts.DeletedAtOnce };
        await database.DeleteInPartsAsync(Deliveries, parameters, cancellationToken);
        return await database.DeleteInPartsAsync(Events, parameters, cancellationToken);
    }

    private async Task<IReadOnlyList<StoredEvent>> QueryAsync(
        SessionId session, string select, object parameters, CancellationToken cancellationToken)
    {
        var cipher = new SessionCipher(keys, session);
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(long Seq, string Id, string Type, long At, byte[] Sealed)>(
            Sql.Command(select, parameters, cancellationToken));
        return
        [
            .. rows.Select(row => new StoredEvent(
                session,
                row.Seq,
                new SessionEvent(
                    row.Id,
                    row.Type,
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                    cipher.Open(EventTables.Events, row.Id, row.Sealed)))),
        ];
    }
}
