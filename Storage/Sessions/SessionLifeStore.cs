using System.Text.Json;
using Dapper;

namespace Wasilo.Storage.Sessions;

/// <summary>What changes in a session's life, from its start by its owner to its takeover by another node.</summary>
public sealed class SessionLifeStore(Database database, TimeProvider time)
{
    private bool IsPostgres => database.Kind == DatabaseKind.PostgreSql;

    /// <summary>Takes the next epoch, if the session is still had under this one; null if someone else has taken it, or it is gone.</summary>
    public async Task<long?> RetakeAsync(SessionId session, long epoch, string node, CancellationToken cancellationToken)
    {
        const string Update =
            """
            UPDATE wasilo_owner SET epoch = epoch + 1, node = @node, taken_at = @now
            WHERE session = @Number AND epoch = @epoch RETURNING epoch
            """;
        var parameters = new { session.Number, epoch, node, now = Milliseconds(time.GetUtcNow()) };
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(Update, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Says what the owner wants. False if there is no such session.</summary>
    public async Task<bool> SetDesiredAsync(SessionId session, DesiredState desired, CancellationToken cancellationToken) => await ExecuteAsync(
        "UPDATE wasilo_session SET desired = @desired, updated_at = @now WHERE session = @Number",
        new { session.Number, desired = SessionRow.Text(desired), now = Milliseconds(time.GetUtcNow()) },
        cancellationToken) == 1;

    /// <summary>Replaces the config. False if there is no such session.</summary>
    /// <param name="session">Whose it is.</param>
    /// <param name="config">As <see cref="Secrets.ConfigCipher"/> seals it.</param>
    /// <param name="cancellationToken">Until it is committed, nothing has changed.</param>
    public async Task<bool> SetConfigAsync(SessionId session, ReadOnlyMemory<byte> config, CancellationToken cancellationToken)
    {
        // The owner's row is locked, as by a commit: a rotation of keys must not write back what it read before.
        var find = $"SELECT session FROM wasilo_owner WHERE session = @Number {(IsPostgres ? "FOR UPDATE" : "")}";
        const string Update = "UPDATE wasilo_session SET config = '{}', updated_at = @now WHERE session = @Number";
        const string Put =
            """
            INSERT INTO wasilo_config (session, sealed) VALUES (@Number, @config)
            ON CONFLICT (session) DO UPDATE SET sealed = excluded.sealed
            """;
        var parameters = new { session.Number, config = config.ToArray(), now = Milliseconds(time.GetUtcNow()) };
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken); // of SQLite: BEGIN IMMEDIATE
        await connection.ExecuteAsync(Sql.Command(find, parameters, cancellationToken, transaction));
        if (await connection.ExecuteAsync(Sql.Command(Update, parameters, cancellationToken, transaction)) == 0)
            return false;
        await connection.ExecuteAsync(Sql.Command(Put, parameters, cancellationToken, transaction));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Says where the session should run; null for anywhere. False if there is no such session.</summary>
    public async Task<bool> SetRegionAsync(SessionId session, string? region, CancellationToken cancellationToken) => await ExecuteAsync(
        "UPDATE wasilo_session SET region = @region WHERE session = @Number", new { session.Number, region }, cancellationToken) == 1;

    /// <summary>Says where the session was placed first. False if there is no such session, or it is said already.</summary>
    public async Task<bool> SetPreferredNodeAsync(SessionId session, string node, CancellationToken cancellationToken) => await ExecuteAsync(
        "UPDATE wasilo_session SET preferred_node = @node WHERE session = @Number AND preferred_node IS NULL",
        new { session.Number, node },
        cancellationToken) == 1;

    /// <summary>Says what the session is; only who has this epoch may. False if it is over, and then nothing is changed.</summary>
    public async Task<bool> SetLifeAsync(SessionId session, long epoch, SessionLife life, CancellationToken cancellationToken)
    {
        // The lock keeps a takeover out until this is written.
        var update =
            $"""
            UPDATE wasilo_session
            SET status = @Status, reason = @Reason, retry_at = @retryAt, history = @History, status_at = @statusAt
            WHERE session = @Number
            AND (SELECT epoch FROM wasilo_owner WHERE session = @Number {(IsPostgres ? "FOR SHARE" : "")}) = @epoch
            """;
        var parameters = new
        {
            session.Number,
            epoch,
            life.Status,
            life.Reason,
            retryAt = life.RetryAt is { } at ? Milliseconds(at) : (long?)null,
            life.History,
            statusAt = Milliseconds(life.StatusAt),
        };
        return await ExecuteAsync(update, parameters, cancellationToken) == 1;
    }

    /// <summary>What the session is and how it came to that; null if there is none.</summary>
    public async Task<SessionLife?> FindLifeAsync(SessionId session, CancellationToken cancellationToken)
    {
        const string Select = "SELECT status, reason, retry_at, history, status_at FROM wasilo_session WHERE session = @Number";
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(string Status, string? Reason, long? RetryAt, string? History, long StatusAt)>(
            new CommandDefinition(Select, new { session.Number }, cancellationToken: cancellationToken));
        return rows.Select(static row => new SessionLife
        {
            Status = row.Status,
            Reason = row.Reason,
            RetryAt = row.RetryAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            History = row.History ?? "[]",
            StatusAt = DateTimeOffset.FromUnixTimeMilliseconds(row.StatusAt),
        }).SingleOrDefault();
    }

    /// <summary>
    /// Sessions of a shard that someone has to wake up, by id, at most <paramref name="limit"/> from behind <paramref name="after"/>: those
    /// that should run and that none of these nodes has, and failed ones whose time has come.
    /// </summary>
    public async Task<IReadOnlyList<IdleSession>> ListIdleAsync(
        IReadOnlyCollection<string> liveNodes, int shard, int shards, SessionId? after, int limit, CancellationToken cancellationToken)
    {
        var isDead = IsPostgres ? "NOT (o.node = ANY (@liveNodes))" : "o.node NOT IN (SELECT value FROM json_each(@liveNodes))";
        object nodes = IsPostgres ? liveNodes.ToArray() : JsonSerializer.Serialize(liveNodes);
        var select =
            $"""
            SELECT s.session, s.region, s.preferred_node
            FROM wasilo_session AS s JOIN wasilo_owner AS o ON o.session = s.session
            WHERE s.desired = 'running' AND s.session > @after AND s.session % @shards = @shard
            AND CASE s.status
                WHEN 'LOGGED_OUT' THEN 1 = 0
                WHEN 'FAILED' THEN s.retry_at <= @now
                ELSE o.node IS NULL OR {isDead}
            END
            ORDER BY s.session
            LIMIT @limit
            """;
        var parameters = new { liveNodes = nodes, shard, shards, after = after?.Number ?? -1, limit, now = Milliseconds(time.GetUtcNow()) };
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<(long Session, string? Region, string? Node)>(
            new CommandDefinition(select, parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(static row => new IdleSession(SessionId.FromNumber(row.Session), row.Region, row.Node))];
    }

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private async Task<int> ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(statement, parameters, cancellationToken: cancellationToken));
    }
}
