using Dapper;

namespace Wasilo.Storage.Accounts;

/// <summary>The API keys of all accounts, as hashes.</summary>
public sealed class ApiKeyStore(Database database)
{
    /// <summary>Adds a key.</summary>
    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellationToken) => ExecuteAsync(
        """
        INSERT INTO wasilo_api_key (id, account, hash, name, scopes, session, created_at, expires_at, last_used_at, revoked_at)
        VALUES (@Id, @Account, @Hash, @Name, @Scopes, @Session, @CreatedAt, @ExpiresAt, @LastUsedAt, @RevokedAt)
        """,
        ApiKeyRow.From(key),
        cancellationToken);

    /// <summary>
    /// The key of this public part, or null. It may be expired or revoked, and only its hash tells whether it is the one.
    /// </summary>
    public async Task<ApiKeyRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await QueryAsync("WHERE id = @id", new { id }, cancellationToken)).SingleOrDefault();

    /// <summary>An account's keys, the oldest first.</summary>
    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(string account, CancellationToken cancellationToken) =>
        QueryAsync("WHERE account = @account ORDER BY created_at, id", new { account }, cancellationToken);

    /// <summary>Changes a key's scopes, session and expiry; null if it is revoked meanwhile, or gone.</summary>
    public async Task<ApiKeyRecord?> ChangeAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        const string Update =
            """
            UPDATE wasilo_api_key SET scopes = @Scopes, session = @Session, expires_at = @ExpiresAt
            WHERE id = @Id AND account = @Account AND revoked_at IS NULL
            """;
        return await ExecuteAsync(Update, ApiKeyRow.From(key), cancellationToken) == 1 ? key : null;
    }

    /// <summary>Revokes a key of an account for good. False if the account has no such key, or it is revoked already.</summary>
    public async Task<bool> RevokeAsync(string account, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string Update = "UPDATE wasilo_api_key SET revoked_at = @at WHERE id = @id AND account = @account AND revoked_at IS NULL";
        return await ExecuteAsync(Update, new { id, account, at = at.ToUnixTimeMilliseconds() }, cancellationToken) == 1;
    }

    /// <summary>Notes that a key was used. An earlier time than the noted one changes nothing.</summary>
    public Task TouchAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE wasilo_api_key SET last_used_at = @at WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @at)",
        new { id, at = at.ToUnixTimeMilliseconds() },
        cancellationToken);

    private async Task<int> ExecuteAsync(string statement, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Sql.Command(statement, parameters, cancellationToken));
    }

    private async Task<IReadOnlyList<ApiKeyRecord>> QueryAsync(string where, object parameters, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenToLoadAsync(cancellationToken);
        var rows = await turn.Connection.QueryAsync<ApiKeyRow>(
            Sql.Command($"SELECT {ApiKeyRow.Columns} FROM wasilo_api_key {where}", parameters, cancellationToken));
        return [.. rows.Select(static row => row.ToRecord())];
    }
}
