using System.Buffers.Binary;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Storage.Tests.Commits;

/// <summary>
/// A counter that each owner reads when it has taken the session, and raises by one with each commit. If ever a commit of
/// someone whose epoch is over came through, or one that was acknowledged was lost, it ends with another number than the
/// acknowledged commits have.
/// </summary>
public class FencingTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private const int Seeds = 60;

    // Writers of one file wait for each other by sleeping; a seed takes seconds.
    private const int SeedsOnSqlite = 8;

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_two_owners_exactly_one_writes(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, first) = await database.OpenSessionAsync();
        await using var otherWriter = new GroupCommitWriter(database.Database, new WriterOptions(), TimeProvider.System);
        var other = new SqlEngineStore(database.Database, otherWriter, database.Keys, store.Session);
        var second = await database.Ownership.TakeAsync(store.Session, "node-2", default);

        var firsts = Enumerable.Range(0, 40).Select(n => TryAsync(store, first, n)).ToArray();
        var seconds = Enumerable.Range(0, 40).Select(n => TryAsync(other, second, n)).ToArray();

        (await Task.WhenAll(firsts)).ShouldAllBe(wrote => !wrote);
        (await Task.WhenAll(seconds)).ShouldAllBe(wrote => wrote);
    }

    /// <summary>A frozen process keeps its connection, and so its locks, until the server ends the transaction.</summary>
    [Theory, OnPostgres]
    public async Task A_transaction_that_its_node_leaves_open_does_not_keep_others_from_taking_the_session(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, first) = await database.OpenSessionAsync();
        await using var frozen = CommitConnection.To(database.Database);
        (await frozen.BeginAsync([store.Session.Number], alone: false))[store.Session.Number].ShouldBe(first);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        (await database.Ownership.TakeAsync(store.Session, "node-2", patience.Token)).ShouldBe(first + 1);

        var thawed = await Should.ThrowAsync<Exception>(frozen.CommitAsync);
        frozen.FaultOf(thawed, duringCommit: false).ShouldBe(CommitFault.OfTheDatabase);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Whatever_the_interleaving_no_commit_slips_by_and_none_is_lost(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        for (var seed = 1; seed <= (kind == TestDatabaseKind.Sqlite ? SeedsOnSqlite : Seeds); seed++)
            await RaceAsync(database, seed);
    }

    private static async Task RaceAsync(SessionsDatabase database, int seed)
    {
        var id = await database.AddSessionAsync();
        var random = new Random(seed);
        var nodes = Enumerable.Range(0, random.Next(2, 5)).Select(n => NodeAsync(database, id, new Random(random.Next()), n)).ToArray();

        var acknowledged = (await Task.WhenAll(nodes)).Sum();

        (await ReadAsync(database.Store(id))).ShouldBe(acknowledged, $"seed {seed}");
        acknowledged.ShouldBeGreaterThan(0);
    }

    /// <summary>Takes the session over a number of times, and commits until someone else has it.</summary>
    private static async Task<long> NodeAsync(SessionsDatabase database, SessionId id, Random random, int number)
    {
        await using var writer = new GroupCommitWriter(database.Database, new WriterOptions { LargestBatch = random.Next(1, 5) }, TimeProvider.System);
        var store = new SqlEngineStore(database.Database, writer, database.Keys, id);
        var acknowledged = 0L;
        for (var round = random.Next(3, 8); round > 0; round--)
        {
            var epoch = await database.Ownership.TakeAsync(id, $"node-{number}", default);
            var counter = await ReadAsync(store);
            for (var left = random.Next(1, 12); left > 0 && await TryAsync(store, epoch, counter + 1); left--)
            {
                counter++;
                acknowledged++;
                if (random.Next(3) == 0)
                    await Task.Yield();
            }
        }

        return acknowledged;
    }

    private static async Task<bool> TryAsync(SqlEngineStore store, long epoch, long counter)
    {
        byte[] record = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(record, counter);
        try
        {
            await store.CommitAsync(Samples.Ratchet(Samples.Alice, record), epoch, default);
            return true;
        }
        catch (StaleOwnerException)
        {
            return false;
        }
    }

    private static async Task<long> ReadAsync(SqlEngineStore store) =>
        await store.LoadSessionAsync(Samples.Alice, default) is { } record ? BinaryPrimitives.ReadInt64BigEndian(record.Span) : 0;
}
