using Dapper;

namespace Wasilo.Storage.Accounts;

/// <summary>The accounts.</summary>
public sealed class AccountStore(Database database)
{
    private const string Select = "SELECT id, name, max_sessions, created_at FROM wasilo_account";

    /// <summary>Adds an account, or changes the name and limit of the one with that id.</summary>
    public async Task PutAsync(AccountRecord account, CancellationToken cancellationToken)
    {
        const string Upsert =
            """
            INSERT INTO wasilo_account (id, name, max_sessions, created_at) VALUES (@Id, @Name, @MaxSessions, @CreatedAt)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, max_sessions = excluded.max_sessions
            """;
        var row = new { account.Id, account.Name, account.MaxSessions, CreatedAt = account.CreatedAt.ToUnixTimeMilliseconds() };
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(Sql.Command(Upsert, row, cancellationToken));
    }

    /// <summary>An account, or null.</summary>
    public async Task<AccountRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await QueryAsync($"{Select} WHERE id = @id", new { id }, cancellationToken)).SingleOrDefault();

    /// <summary>All accounts, by id.</summary>
    public Task<IReadOnlyList<AccountRecord>> ListAsync(CancellationToken cancellationToken) =>
        QueryAsync($"{Select} ORDER BY id", new { }, cancellationToken);

    /// <summary>How many sessions each account has; one without any is missing.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountSessionsAsync(CancellationToken cancellationToken)
    {
        const string Select = "SELECT account, count(*) FROM wasilo_session GROUP BY account";
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Account, long Count)>(Sql.Command(Select, new { }, cancellationToken));
        return rows.ToDictionary(static row => row.Account, static row => (int)row.Count);
    }

    /// <summary>Deletes an account and its keys. False if there is none, or it has sessions still.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        const string Delete =
            "DELETE FROM wasilo_account WHERE id = @id AND NOT EXISTS (SELECT 1 FROM wasilo_session WHERE account = @id)";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(Sql.Command(Delete, new { id }, cancellationToken)) == 1;
    }

    private async Task<IReadOnlyList<AccountRecord>> QueryAsync(string select, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Id, string Name, int? MaxSessions, long CreatedAt)>(
            Sql.Command(select, parameters, cancellationToken));
        return
        [
            .. rows.Select(static row =>
                new AccountRecord(row.Id, row.Name, row.MaxSessions, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt))),
        ];
    }
}
