using System.Security.Cryptography;
using Dapper;
using Wasilo.Storage;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Schema;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Durability;

/// <summary>Sessions of one owner that commit.</summary>
internal sealed class CommitWorld : IAsyncDisposable
{
    private const string Account = "BENCH";
    private const int RecordLength = 600;
    private const int Peers = 20;

    private readonly Database _database;
    private readonly GroupCommitWriter _writer;
    private readonly List<(SqlEngineStore Store, long Epoch)> _sessions = [];

    private CommitWorld(Database database, WriterOptions options)
    {
        _database = database;
        _writer = new GroupCommitWriter(database, options, TimeProvider.System);
    }

    public static async Task<CommitWorld> CreateAsync(
        Database database, int sessions, WriterOptions options, CancellationToken cancellation)
    {
        await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(cancellation);
        await new AccountStore(database).PutAsync(new AccountRecord(Account, Account, null, DateTimeOffset.UnixEpoch), cancellation);
        var world = new CommitWorld(database, options);
        var keys = new KeyRing(EncryptionKey.Generate());
        for (var session = 0; session < sessions; session++)
            await world.AddAsync(keys, cancellation);
        return world;
    }

    /// <summary>One commit for each session: the ratchet with one of its peers.</summary>
    public IReadOnlyList<Func<Task>> Calls(CancellationToken cancellation) =>
        [.. _sessions.Select(session => Call(session.Store, session.Epoch, cancellation))];

    public async Task<double> HotUpdatesAsync(CancellationToken cancellation)
    {
        if (_database.Kind != DatabaseKind.PostgreSql)
            return 100;
        await using var connection = await _database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<double?>(new CommandDefinition(
            "SELECT 100.0 * n_tup_hot_upd / nullif(n_tup_upd, 0) FROM pg_stat_user_tables WHERE relname = 'wasilo_signal_session'",
            cancellationToken: cancellation)) ?? 0;
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async Task AddAsync(KeyRing keys, CancellationToken cancellation)
    {
        var id = SessionId.Generate();
        await new SessionStore(_database).CreateAsync(
            new SessionRecord
            {
                Id = id,
                Account = Account,
                Name = id.ToString(),
                CreatedAt = DateTimeOffset.UnixEpoch,
                UpdatedAt = DateTimeOffset.UnixEpoch,
                StatusAt = DateTimeOffset.UnixEpoch,
            },
            cancellation);
        var epoch = await new SessionOwnership(_database, TimeProvider.System).TakeAsync(id, "bench", cancellation);
        _sessions.Add((new SqlEngineStore(_database, _writer, keys, id), epoch));
    }

    private static Func<Task> Call(SqlEngineStore store, long epoch, CancellationToken cancellation)
    {
        byte[] record = RandomNumberGenerator.GetBytes(RecordLength);
        var peer = 0;
        return async () =>
        {
            peer = (peer + 1) % Peers;
            record[0]++;
            var address = new SignalAddress($"1555{peer:0000000}", 0);
            await store.CommitAsync(new StoreDelta { Sessions = [(address, record)] }, epoch, cancellation);
        };
    }
}
