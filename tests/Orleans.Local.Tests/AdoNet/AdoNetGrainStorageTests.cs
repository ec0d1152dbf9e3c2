using Dapper;
using Orleans;
using Orleans.Local.AdoNet;
using Orleans.Local.Storage;
using Orleans.Runtime;
using Orleans.Storage;
using Wasilo.Orleans.Local.Tests.Storage;
using Wasilo.Storage;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.AdoNet;

public class AdoNetGrainStorageTests(OrleansDatabases databases) : IClassFixture<OrleansDatabases>
{
    private static int _grains;
    private readonly GrainId _grain = GrainId.Create("state", $"grain-{Interlocked.Increment(ref _grains)}");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_state_that_was_never_written_is_new(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        var state = new GrainState<StoredSession>(null, "7") { RecordExists = true };

        await storage.ReadStateAsync("sample", _grain, state);

        state.State.ShouldBeEquivalentTo(new StoredSession());
        state.ETag.ShouldBeNull();
        state.RecordExists.ShouldBeFalse();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_written_state_is_read_back_with_its_version(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        var written = new GrainState<StoredSession>(StoredSession.Sample());
        await storage.WriteStateAsync("sample", _grain, written);
        await storage.WriteStateAsync("sample", _grain, written);

        var read = await ReadAsync(storage);

        written.ETag.ShouldBe("2");
        read.ETag.ShouldBe("2");
        read.RecordExists.ShouldBeTrue();
        StoredSessionJson.Of(read.State).ShouldBe(StoredSessionJson.Text);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_write_under_an_old_version_fails_and_changes_nothing(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        var first = new GrainState<StoredSession>(new StoredSession { Name = "first" });
        await storage.WriteStateAsync("sample", _grain, first);
        var second = await ReadAsync(storage);
        await storage.WriteStateAsync("sample", _grain, first);

        var exception = await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("sample", _grain, second));

        exception.CurrentEtag.ShouldBe("1");
        second.ETag.ShouldBe("1");
        (await ReadAsync(storage)).State!.Name.ShouldBe("first");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_first_writers_one_wins(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);

        var won = await RaceAsync(storage, _ => new GrainState<StoredSession>(new StoredSession()));

        won.ShouldBe(1);
        (await ReadAsync(storage)).ETag.ShouldBe("1");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_first_writers_of_a_numeric_key_one_wins(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        var grain = GrainId.Create("state", "BADCAFE");

        (await RaceAsync(storage, _ => new GrainState<StoredSession>(new StoredSession()), grain)).ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_writers_under_one_version_one_wins(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        await storage.WriteStateAsync("sample", _grain, new GrainState<StoredSession>(new StoredSession()));

        var won = await RaceAsync(storage, i => new GrainState<StoredSession>(new StoredSession { Count = i }, "1"));

        won.ShouldBe(1);
        (await ReadAsync(storage)).ETag.ShouldBe("2");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_cleared_state_goes_on_counting_versions(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        var state = new GrainState<StoredSession>(StoredSession.Sample());
        await storage.WriteStateAsync("sample", _grain, state);

        await storage.ClearStateAsync("sample", _grain, state);

        state.ETag.ShouldBe("2");
        state.RecordExists.ShouldBeFalse();
        state.State.ShouldBeEquivalentTo(new StoredSession());
        var read = await ReadAsync(storage);
        read.ETag.ShouldBe("2");
        read.RecordExists.ShouldBeFalse();
        await storage.WriteStateAsync("sample", _grain, read);
        read.ETag.ShouldBe("3");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_deleted_state_begins_again(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind, deleteStateOnClear: true);
        var state = new GrainState<StoredSession>(StoredSession.Sample());
        await storage.WriteStateAsync("sample", _grain, state);

        await storage.ClearStateAsync("sample", _grain, state);

        state.ETag.ShouldBeNull();
        (await ReadAsync(storage)).ETag.ShouldBeNull();
        await storage.WriteStateAsync("sample", _grain, state);
        state.ETag.ShouldBe("1");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_clear_under_an_old_version_fails(TestDatabaseKind kind)
    {
        foreach (var storage in new[] { await StorageAsync(kind), await StorageAsync(kind, deleteStateOnClear: true) })
        {
            var old = await ReadAsync(storage);
            await storage.WriteStateAsync("sample", _grain, old);
            var newer = await ReadAsync(storage);
            await storage.WriteStateAsync("sample", _grain, newer);

            await Should.ThrowAsync<InconsistentStateException>(() => storage.ClearStateAsync("sample", _grain, old));

            (await ReadAsync(storage)).RecordExists.ShouldBeTrue();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_state_that_was_never_read_is_cleared(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        await storage.WriteStateAsync("sample", _grain, new GrainState<StoredSession>(StoredSession.Sample()));

        await storage.ClearStateAsync("sample", _grain, new GrainState<StoredSession>());

        (await ReadAsync(storage)).RecordExists.ShouldBeFalse();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Names_and_services_keep_states_apart(TestDatabaseKind kind)
    {
        var storage = await StorageAsync(kind);
        var other = await StorageAsync(kind, serviceId: "other");
        await storage.WriteStateAsync("sample", _grain, new GrainState<StoredSession>(StoredSession.Sample()));

        (await ReadAsync(other)).RecordExists.ShouldBeFalse();
        (await ReadAsync(storage, "another")).RecordExists.ShouldBeFalse();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_row_that_Orleans_wrote_is_read_and_then_written(TestDatabaseKind kind)
    {
        var database = await databases.GetAsync(kind);
        await using (var connection = await database.OpenAsync(CancellationToken.None))
        {
            // As found in the table after real Orleans 10.4.2 had written the state "sample" of a grain "session-1".
            await connection.ExecuteAsync(
                """
                INSERT INTO OrleansStorage
                    (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
                     PayloadBinary, ModifiedOn, Version)
                VALUES
                    (786183888, 0, 0, 1878593146, 'sample', 'session-1', 'verify', @Payload, CURRENT_TIMESTAMP, 1)
                """,
                new { Payload = System.Text.Encoding.UTF8.GetBytes(StoredSessionJson.Text) });
        }

        var storage = await StorageAsync(kind, serviceId: "verify");
        var state = new GrainState<StoredSession>();
        await storage.ReadStateAsync("sample", GrainId.Create("state", "session-1"), state);

        state.ETag.ShouldBe("1");
        StoredSessionJson.Of(state.State).ShouldBe(StoredSessionJson.Text);
        await storage.WriteStateAsync("sample", GrainId.Create("state", "session-1"), state);
        state.ETag.ShouldBe("2");
    }

    private async Task<AdoNetGrainStorage> StorageAsync(
        TestDatabaseKind kind, string serviceId = "service", bool deleteStateOnClear = false)
    {
        var database = await databases.GetAsync(kind);
        var queries = new AdoNetQueries(AdoNetDatabase.Create("options", database.Invariant, database.ConnectionString, null));
        return new AdoNetGrainStorage("Default", serviceId, queries, new JsonGrainStorageSerializer(), deleteStateOnClear);
    }

    private async Task<GrainState<StoredSession>> ReadAsync(AdoNetGrainStorage storage, string stateName = "sample")
    {
        var state = new GrainState<StoredSession>();
        await storage.ReadStateAsync(stateName, _grain, state);
        return state;
    }

    private async Task<int> RaceAsync(AdoNetGrainStorage storage, Func<int, GrainState<StoredSession>> create, GrainId? grain = null)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            try
            {
                await storage.WriteStateAsync("sample", grain ?? _grain, create(i));
                return 1;
            }
            catch (InconsistentStateException)
            {
                return 0;
            }
        })));
        return results.Sum();
    }
}
