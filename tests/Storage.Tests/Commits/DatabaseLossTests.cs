using System.Buffers.Binary;
using Npgsql;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Tests.Support;

namespace Wasilo.Storage.Tests.Commits;

/// <summary>What becomes of commits when the database goes away under them.</summary>
public class DatabaseLossTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private const int Sessions = 24;
    private const int Kills = 3;

    /// <summary>
    /// Each session raises a counter. What was acknowledged must be there; what was reported as not written must not be; and
    /// what nobody knows may be either, which a load then shows.
    /// </summary>
    [Theory, OnPostgres]
    public async Task A_server_that_is_killed_and_comes_back_loses_nothing_that_was_acknowledged(TestDatabaseKind kind)
    {
        _ = kind;
        using var server = await PostgresServer.StartOwnAsync(durable: false); // and so without synchronous_commit, which the writer asks for
        var postgres = await server.CreateDatabaseAsync();
        await using var database = await SessionsDatabase.CreateAsync(postgres.ConnectionString, new WriterOptions { GiveUpAfter = TimeSpan.FromMinutes(2) });
        var sessions = new List<(SqlEngineStore Store, long Epoch)>();
        for (var session = 0; session < Sessions; session++)
            sessions.Add(await database.OpenSessionAsync());
        var tally = new Tally();
        using var stop = new CancellationTokenSource();
        var counters = sessions.Select(session => Task.Run(() => CountAsync(session.Store, session.Epoch, tally, stop.Token))).ToArray();

        for (var kill = 1; kill <= Kills; kill++)
        {
            var before = tally.Acknowledged;
            await Eventually.TrueAsync(() => tally.Acknowledged > before + (5 * Sessions));
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        var after = tally.Acknowledged;
        await Eventually.TrueAsync(() => tally.Acknowledged > after + (5 * Sessions));
        await stop.CancelAsync();
        var expected = await Task.WhenAll(counters);

        for (var session = 0; session < Sessions; session++)
            (await ReadAsync(sessions[session].Store)).ShouldBe(expected[session]);
        tally.Wrong.ShouldBe(0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_connection_lost_while_committing_is_said_to_be_unknown(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database);
        var (store, epoch) = await held.OpenSessionAsync();
        var (other, otherEpoch) = await held.OpenSessionAsync();
        held.Connection.Fault = static point =>
        {
            if (point == HeldConnection.Point.AfterCommit)
                throw new IOException("The connection is lost.");
        };

        var unknown = await Should.ThrowAsync<CommitUnknownException>(
            async () => await store.CommitAsync(Samples.Ratchet(Samples.Alice, [1]), epoch, default));
        held.Connection.Fault = static _ => { };
        await other.CommitAsync(Samples.Ratchet(Samples.Alice, [2]), otherEpoch, default);

        unknown.Session.ShouldBe(store.Session);
        (await store.LoadSessionAsync(Samples.Alice, default)).ShouldNotBeNull("this one was written, as a load shows");
        (await other.LoadSessionAsync(Samples.Alice, default)).ShouldNotBeNull();
    }

    [Theory, OnPostgres]
    public async Task What_was_not_written_is_tried_again_and_nobody_notices(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database);
        var (store, epoch) = await held.OpenSessionAsync();
        var failures = 0;
        held.Connection.Fault = point =>
        {
            if (point is HeldConnection.Point.Begin or HeldConnection.Point.Write && failures++ < 3)
                throw new NpgsqlException("The connection is lost.");
        };

        await store.CommitAsync(Samples.Ratchet(Samples.Alice, [1]), epoch, default);

        failures.ShouldBeGreaterThan(3);
        (await store.LoadSessionAsync(Samples.Alice, default)).ShouldNotBeNull();
    }

    [Theory, OnPostgres]
    public async Task A_database_that_stays_away_is_given_up_and_nothing_was_written(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database, new WriterOptions { GiveUpAfter = TimeSpan.FromMilliseconds(300) });
        var (store, epoch) = await held.OpenSessionAsync();
        held.Connection.Fault = static _ => throw new NpgsqlException("The server is away.");

        var problem = await Should.ThrowAsync<CommitNotWrittenException>(
            async () => await store.CommitAsync(Samples.Ratchet(Samples.Alice, [1]), epoch, default));

        problem.Session.ShouldBe(store.Session);
        problem.InnerException.ShouldBeOfType<NpgsqlException>();
        (await store.LoadSessionAsync(Samples.Alice, default)).ShouldBeNull();
    }

    private static async Task<long> CountAsync(SqlEngineStore store, long epoch, Tally tally, CancellationToken stop)
    {
        var counter = 0L;
        byte[] record = new byte[sizeof(long)];
        while (!stop.IsCancellationRequested)
        {
            BinaryPrimitives.WriteInt64BigEndian(record, counter + 1);
            try
            {
                await store.CommitAsync(Samples.Ratchet(Samples.Alice, [.. record]), epoch, default);
                counter++;
                tally.Acknowledge();
            }
            catch (CommitUnknownException)
            {
                var found = await ReadAsync(store);
                tally.Check(found == counter || found == counter + 1);
                counter = found;
            }
            catch (CommitNotWrittenException)
            {
                tally.Check(await ReadAsync(store) == counter);
            }
        }

        return counter;
    }

    /// <summary>As soon as the server answers.</summary>
    private static async Task<long> ReadAsync(SqlEngineStore store)
    {
        var counter = 0L;
        await Eventually.PassesAsync(
            async () => counter = await store.LoadSessionAsync(Samples.Alice, default) is { } record
                ? BinaryPrimitives.ReadInt64BigEndian(record.Span)
                : 0,
            TimeSpan.FromMinutes(1));
        return counter;
    }

    private sealed class Tally
    {
        private long _acknowledged;
        private int _wrong;

        public long Acknowledged => Volatile.Read(ref _acknowledged);

        public int Wrong => Volatile.Read(ref _wrong);

        public void Acknowledge() => Interlocked.Increment(ref _acknowledged);

        public void Check(bool isRight)
        {
            if (!isRight)
                Interlocked.Increment(ref _wrong);
        }
    }
}
