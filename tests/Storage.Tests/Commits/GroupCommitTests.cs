using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Commits;

public class GroupCommitTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Commits_that_wait_share_one_transaction_and_one_statement(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database);
        var sessions = await OpenAsync(held, 50);
        await held.OccupyAsync();

        var commits = sessions.Select(session => CommitAsync(session, Samples.Bytes(20))).ToArray();
        held.Writer.Waiting.ShouldBe(50);
        commits.ShouldAllBe(commit => !commit.IsCompleted);
        held.Connection.LetGo();
        await Task.WhenAll(commits);

        held.Connection.Transactions.ShouldBe([(50, 1, 50)]);
        held.Writer.Waiting.ShouldBe(0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_sessions_commits_count_in_their_order(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind, new WriterOptions { LargestBatch = 7, QueueCapacity = 32 });
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.OpenSessionAsync()));

        await Task.WhenAll(sessions.SelectMany(session => Enumerable.Range(1, 60).Select(n => CommitAsync(session, [(byte)n]))).ToArray());

        foreach (var (store, _) in sessions)
            (await store.LoadSessionAsync(Samples.Alice, default))!.Value.ToArray().ShouldBe([60]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_owner_whose_epoch_is_over_fails_alone(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database);
        var sessions = await OpenAsync(held, 6);
        await held.OccupyAsync();
        var commits = sessions.Select(session => CommitAsync(session, [1])).ToArray();
        await database.Ownership.TakeAsync(sessions[2].Store.Session, "node-2", default);
        await database.Sessions.DeleteAsync(sessions[4].Store.Session, default);

        held.Connection.LetGo();

        var taken = await Should.ThrowAsync<StaleOwnerException>(commits[2]);
        var deleted = await Should.ThrowAsync<StaleOwnerException>(commits[4]);
        await Task.WhenAll(commits.Where((_, place) => place is not 2 and not 4));
        (taken.Epoch, taken.CurrentEpoch, deleted.CurrentEpoch).ShouldBe((1, 2, 0));
        held.Connection.Transactions.ShouldBe([(6, 1, 4)]);
        (await sessions[2].Store.LoadSessionAsync(Samples.Alice, default)).ShouldBeNull();
        (await sessions[3].Store.LoadSessionAsync(Samples.Alice, default)).ShouldNotBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_commit_that_the_database_refuses_fails_alone(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await database.ExecuteAsync("CREATE TABLE small (session bigint PRIMARY KEY, value bigint NOT NULL CHECK (value < 10))");
        var put = RowStatements.Put("small", [], RowColumn.Number("value"));
        await using var held = new HeldWriter(database);
        var sessions = await OpenAsync(held, 5);
        await held.OccupyAsync();

        var commits = new Task[sessions.Length];
        for (var place = 0; place < commits.Length; place++)
        {
            var (store, epoch) = sessions[place];
            var row = new RowChange(put, string.Empty, place == 3 ? 99L : place);
            commits[place] = store.CommitAsync(Samples.Ratchet(Samples.Alice, [1]), [row], epoch, default).AsTask();
        }

        held.Connection.LetGo();

        var refused = await Should.ThrowAsync<CommitRejectedException>(commits[3]);
        await Task.WhenAll(commits.Where(commit => commit != commits[3]));
        refused.Session.ShouldBe(sessions[3].Store.Session);
        (await database.QueryAsync<long>("SELECT value FROM small ORDER BY value")).ShouldBe([0, 1, 2, 4]);
        (await sessions[3].Store.LoadSessionAsync(Samples.Alice, default)).ShouldBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_is_withdrawn_from_the_queue_is_not_written(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database);
        var sessions = await OpenAsync(held, 2);
        await held.OccupyAsync();
        using var cancellation = new CancellationTokenSource();
        var withdrawn = sessions[0].Store.CommitAsync(Samples.Ratchet(Samples.Alice, [1]), sessions[0].Epoch, cancellation.Token).AsTask();
        var other = CommitAsync(sessions[1], [1]);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(withdrawn);
        held.Connection.LetGo();
        await other;

        (await sessions[0].Store.LoadSessionAsync(Samples.Alice, default)).ShouldBeNull();
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await sessions[0].Store.CommitAsync(new StoreDelta(), sessions[0].Epoch, cancellation.Token));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_full_queue_lets_nobody_in_until_there_is_room(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database, new WriterOptions { QueueCapacity = 3, LargestBatch = 2 });
        var sessions = await OpenAsync(held, 8);
        await held.OccupyAsync();

        var commits = sessions.Select(session => CommitAsync(session, [1])).ToArray();
        using var cancellation = new CancellationTokenSource();
        var outside = sessions[0].Store.CommitAsync(new StoreDelta(), sessions[0].Epoch, cancellation.Token).AsTask();
        held.Writer.Waiting.ShouldBe(3);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(outside);
        held.Connection.LetGo();
        await Task.WhenAll(commits);

        held.Connection.Transactions.ShouldAllBe(transaction => transaction.Rows <= 2);
        held.Connection.Transactions.Sum(static transaction => transaction.Rows).ShouldBe(8);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_end_writes_what_is_queued_and_takes_nothing_more(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var held = new HeldWriter(database, new WriterOptions { LargestBatch = 4 });
        var sessions = await OpenAsync(held, 20);
        await held.OccupyAsync();
        var commits = sessions.Select(session => CommitAsync(session, [1])).ToArray();

        var end = held.Writer.DisposeAsync().AsTask();
        await Should.ThrowAsync<ObjectDisposedException>(CommitAsync(sessions[0], [2]));
        held.Connection.LetGo();
        await end;

        await Task.WhenAll(commits);
        (await database.QueryAsync<long>("SELECT session FROM wasilo_signal_session")).Count.ShouldBe(20);
        await held.DisposeAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_meter_tells_of_batches_latency_and_owners_that_are_over(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        await using var held = new HeldWriter(database);
        var sessions = await OpenAsync(held, 3);
        await held.OccupyAsync();
        var seen = new ConcurrentQueue<(string, double)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "Wasilo.Storage")
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.Enqueue((instrument.Name, value)));
        listener.Start();
        var commits = sessions.Select(session => CommitAsync(session, [1])).ToArray();
        listener.RecordObservableInstruments();
        var stale = CommitAsync((sessions[0].Store, 0), [1]);

        held.Connection.LetGo();
        await Task.WhenAll(commits);
        await Should.ThrowAsync<StaleOwnerException>(stale);

        seen.ShouldContain(("wasilo.storage.commits_waiting", 3));
        seen.ShouldContain(("wasilo.storage.commits_per_batch", 3));
        seen.ShouldContain(("wasilo.storage.commits_fenced", 1));
        seen.Count(static one => one.Item1 == "wasilo.storage.commit.duration" && one.Item2 is > 0 and < 60).ShouldBeGreaterThanOrEqualTo(3);
    }

    private static async Task<(SqlEngineStore Store, long Epoch)[]> OpenAsync(HeldWriter held, int count)
    {
        var sessions = new (SqlEngineStore, long)[count];
        for (var place = 0; place < count; place++)
            sessions[place] = await held.OpenSessionAsync();
        return sessions;
    }

    private static Task CommitAsync((SqlEngineStore Store, long Epoch) session, byte[] record) =>
        session.Store.CommitAsync(Samples.Ratchet(Samples.Alice, record), session.Epoch, default).AsTask();
}
