using Dapper;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Schema;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;

namespace Wasilo.Storage.Tests.Support;

/// <summary>A migrated database with one account, and all that is needed to work with sessions in it.</summary>
internal sealed class SessionsDatabase : IAsyncDisposable
{
    public const string Account = "ACME";

    private SessionsDatabase(Database database, KeyRing keys, WriterOptions options)
    {
        Database = database;
        Keys = keys;
        Writer = new GroupCommitWriter(database, options, TimeProvider.System);
    }

    public Database Database { get; }

    public KeyRing Keys { get; }

    public GroupCommitWriter Writer { get; }

    public SessionStore Sessions => new(Database);

    public SessionOwnership Ownership => new(Database, TimeProvider.System);

    public static async Task<SessionsDatabase> CreateAsync(TestDatabases databases, TestDatabaseKind kind, WriterOptions? options = null) =>
        await CreateAsync(await databases.CreateAsync(kind), options);

    public static async Task<SessionsDatabase> CreateAsync(string connectionString, WriterOptions? options = null)
    {
        var database = Database.Parse(connectionString);
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(default);
        await new AccountStore(database).PutAsync(new AccountRecord(Account, "Acme", null, DateTimeOffset.UnixEpoch), default);
        return new SessionsDatabase(database, new KeyRing(EncryptionKey.Generate()), options ?? new WriterOptions());
    }

    /// <summary>A new session that nobody owns.</summary>
    public async Task<SessionId> AddSessionAsync()
    {
        var id = SessionId.Generate();
        await Sessions.CreateAsync(Record(id, id.ToString()), default);
        return id;
    }

    /// <summary>A new session, taken: its store, and the epoch to commit with.</summary>
    public async Task<(SqlEngineStore Store, long Epoch)> OpenSessionAsync()
    {
        var id = await AddSessionAsync();
        return (Store(id), await Ownership.TakeAsync(id, "node-1", default));
    }

    public SqlEngineStore Store(SessionId id, KeyRing? keys = null) => new(Database, Writer, keys ?? Keys, id);

    public static SessionRecord Record(SessionId id, string name) => new()
    {
        Id = id,
        Account = Account,
        Name = name,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        StatusAt = DateTimeOffset.UnixEpoch,
    };

    public async Task<int> ExecuteAsync(string statement, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(default);
        return await connection.ExecuteAsync(statement, parameters);
    }

    public async Task<IReadOnlyList<TValue>> QueryAsync<TValue>(string select, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(default);
        return [.. await connection.QueryAsync<TValue>(select, parameters)];
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
    }
}
