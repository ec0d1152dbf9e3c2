using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Secrets;

namespace Wasilo.Storage.Sessions;

/// <summary>
/// The sessions of all accounts, with what is wanted of them. Which node has which is <see cref="SessionOwnership"/>'s.
/// </summary>
public sealed class SessionStore(Database database)
{
    private const int SqliteUniqueConstraint = 2067;

    /// <summary>Adds a session that nobody owns yet.</summary>
    /// <exception cref="SessionNameTakenException">The account has one of that name.</exception>
    public async Task CreateAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        const string Insert =
            """
            INSERT INTO wasilo_session
                (session, id, account, name, config, desired, status, reason, preferred_node, created_at, updated_at, status_at)
            VALUES
                (@Session, @Id, @Account, @Name, @Config, @Desired, @Status, @Reason, @PreferredNode, @CreatedAt, @UpdatedAt, @StatusAt)
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(Sql.Command(Insert, SessionRow.From(session), cancellationToken, transaction));
        }
        catch (DbException problem) when (IsNameTaken(problem))
        {
            throw new SessionNameTakenException(session.Name);
        }

        const string InsertOwner = "INSERT INTO wasilo_owner (session, epoch) VALUES (@Number, 0)";
        await connection.ExecuteAsync(Sql.Command(InsertOwner, new { session.Id.Number }, cancellationToken, transaction));
        if (session.SealedConfig is { } config)
        {
            const string InsertConfig = "INSERT INTO wasilo_config (session, sealed) VALUES (@Number, @config)";
            var values = new { session.Id.Number, config = config.ToArray() };
            await connection.ExecuteAsync(Sql.Command(InsertConfig, values, cancellationToken, transaction));
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A session, or null.</summary>
    public async Task<SessionRecord?> FindAsync(SessionId session, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE session = @Number", new { session.Number }, cancellationToken)).SingleOrDefault();

    /// <summary>The session of that name in an account, or null.</summary>
    public async Task<SessionRecord?> FindAsync(string account, string name, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE account = @account AND name = @name", new { account, name }, cancellationToken)).SingleOrDefault();

    /// <summary>An account's sessions, by name.</summary>
    public Task<IReadOnlyList<SessionRecord>> ListAsync(string account, CancellationToken cancellationToken) =>
        QueryAsync("WHERE account = @account ORDER BY name", new { account }, cancellationToken);

    /// <summary>Changes the name, config, desired state and preferred node. False if there is no such session.</summary>
    /// <exception cref="SessionNameTakenException">The account has another one of that name.</exception>
    public async Task<bool> UpdateAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        const string Update =
            """
            UPDATE wasilo_session
            SET name = @Name, config = @Config, desired = @Desired, preferred_node = @PreferredNode, updated_at = @UpdatedAt
            WHERE session = @Session
            """;
        try
        {
            return await ExecuteAsync(Update, SessionRow.From(session), cancellationToken) == 1;
        }
        catch (DbException problem) when (IsNameTaken(problem))
        {
            throw new SessionNameTakenException(session.Name);
        }
    }

    /// <summary>Says what a session is; only its owner of that epoch may. False if the epoch is over; then nothing changes.</summary>
    public async Task<bool> SetStatusAsync(
        SessionId session, long epoch, string status, string? reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string Fence = "SELECT epoch FROM wasilo_owner WHERE session = @Number";
        const string Update = "UPDATE wasilo_session SET status = @status, reason = @reason, status_at = @at WHERE session = @Number";
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken); // of SQLite: BEGIN IMMEDIATE
        var parameters = new { session.Number, status, reason, at = at.ToUnixTimeMilliseconds() };
        var fence = database.Kind == DatabaseKind.PostgreSql ? $"{Fence} FOR SHARE" : Fence;
        var current = await connection.ExecuteScalarAsync<long?>(Sql.Command(fence, parameters, cancellationToken, transaction));
        if (current != epoch)
            return false;

        await connection.ExecuteAsync(Sql.Command(Update, parameters, cancellationToken, transaction));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Deletes a session with all that is kept of it. Whoever owned it can't write any more. False if there was none.</summary>
    public async Task<bool> DeleteAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var deleted = 0;
        foreach (var table in (string[])["wasilo_owner", .. EngineTables.All, .. EventTables.All, .. MessageTables.All, ConfigCipher.Table, "wasilo_session"])
        {
            var delete = $"DELETE FROM {table} WHERE session = @Number";
            deleted = await connection.ExecuteAsync(Sql.Command(delete, new { session.Number }, cancellationToken, transaction));
        }

        await transaction.CommitAsync(cancellationToken);
        return deleted == 1;
    }

    private async Task<int> ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Sql.Command(statement, parameters, cancellationToken));
    }

    private async Task<IReadOnlyList<SessionRecord>> QueryAsync(string where, object parameters, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<SessionRow>(
            Sql.Command($"SELECT {SessionRow.Columns} FROM wasilo_session {where}", parameters, cancellationToken));
        return [.. rows.Select(static row => row.ToRecord())];
    }

    private static bool IsNameTaken(DbException problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "wasilo_session_account_name_key" } => true,
        SqliteException { SqliteExtendedErrorCode: SqliteUniqueConstraint } sqlite =>
            sqlite.Message.Contains("wasilo_session.name", StringComparison.Ordinal),
        _ => false,
    };
}
