using System.Text.Json;
using Dapper;

namespace Wasilo.Storage.Sessions;

/// <summary>
/// Who may write for a session. Each owner gets an epoch, one higher than the last; all that it writes is conditional on that
/// epoch. Taking a session waits for commits that are being written, and whoever had it before can commit nothing afterwards:
/// what the new owner loads then is all that there is.
/// </summary>
public sealed class SessionOwnership(Database database, TimeProvider time)
{
    private const string Columns = "o.session, o.epoch, o.node, o.taken_at";

    /// <summary>Takes a session over, whoever has it. To be done before its socket is opened.</summary>
    /// <returns>The epoch to commit with.</returns>
    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    public async Task<long> TakeAsync(SessionId session, string node, CancellationToken cancellationToken)
    {
        const string Update =
            "UPDATE wasilo_owner SET epoch = epoch + 1, node = @node, taken_at = @now WHERE session = @Number RETURNING epoch";
        var parameters = new { session.Number, node, now = time.GetUtcNow().ToUnixTimeMilliseconds() };
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(Sql.Command(Update, parameters, cancellationToken))
            ?? throw new SessionNotFoundException(session);
    }

    /// <summary>Lets go of a session. False if someone else has taken it over, or it is gone; then nothing changes.</summary>
    public async Task<bool> ReleaseAsync(SessionId session, long epoch, CancellationToken cancellationToken)
    {
        const string Update = "UPDATE wasilo_owner SET node = NULL WHERE session = @Number AND epoch = @epoch AND node IS NOT NULL";
        await using var connection = await database.OpenAsync(cancellationToken);
        var command = Sql.Command(Update, new { session.Number, epoch }, cancellationToken);
        return await connection.ExecuteAsync(command) == 1;
    }

    /// <summary>Who owns a session; null if there is no such session.</summary>
    public async Task<SessionOwner?> FindAsync(SessionId session, CancellationToken cancellationToken) =>
        (await QueryAsync($"SELECT {Columns} FROM wasilo_owner AS o WHERE o.session = @Number", new { session.Number }, cancellationToken))
            .SingleOrDefault();

    /// <summary>What a node owns.</summary>
    public Task<IReadOnlyList<SessionOwner>> ListAsync(string node, CancellationToken cancellationToken) =>
        QueryAsync($"SELECT {Columns} FROM wasilo_owner AS o WHERE o.node = @node ORDER BY o.session", new { node }, cancellationToken);

    /// <summary>
    /// Sessions that should run and whose owner is none of these nodes, or that nobody owns: by id, from behind
    /// <paramref name="after"/>, at most <paramref name="limit"/>.
    /// </summary>
    public Task<IReadOnlyList<SessionOwner>> ListAbandonedAsync(
        IReadOnlyCollection<string> liveNodes, SessionId? after, int limit, CancellationToken cancellationToken)
    {
        var isDead = database.Kind == DatabaseKind.PostgreSql
            ? "NOT (o.node = ANY (@liveNodes))"
            : "o.node NOT IN (SELECT value FROM json_each(@liveNodes))";
        object nodes = database.Kind == DatabaseKind.PostgreSql ? liveNodes.ToArray() : JsonSerializer.Serialize(liveNodes);
        var select =
            $"""
            SELECT {Columns} FROM wasilo_session AS s JOIN wasilo_owner AS o ON o.session = s.session
            WHERE s.desired = 'running' AND s.session > @after AND (o.node IS NULL OR {isDead})
            ORDER BY s.session
            LIMIT @limit
            """;
        return QueryAsync(select, new { liveNodes = nodes, after = after?.Number ?? -1, limit }, cancellationToken);
    }

    private async Task<IReadOnlyList<SessionOwner>> QueryAsync(string select, object parameters, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(long Session, long Epoch, string? Node, long? TakenAt)>(
            Sql.Command(select, parameters, cancellationToken));
        return
        [
            .. rows.Select(static row => new SessionOwner(
                SessionId.FromNumber(row.Session),
                row.Epoch,
                row.Node,
                row.TakenAt is { } taken ? DateTimeOffset.FromUnixTimeMilliseconds(taken) : null)),
        ];
    }
}
