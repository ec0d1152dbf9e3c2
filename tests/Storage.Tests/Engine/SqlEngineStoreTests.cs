using Wasilo.Storage.Engine;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Engine;

public class SqlEngineStoreTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Prekeys_come_by_id_until_they_are_used_up(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var keys = Enumerable.Range(1, 30).Select(id => new PreKey((uint)id, Samples.Pair())).Reverse().ToArray();

        await store.CommitAsync(new StoreDelta { AddedPreKeys = keys }, epoch, default);
        await store.CommitAsync(new StoreDelta { RemovedPreKeys = [3, 5, 99] }, epoch, default);

        var read = await store.LoadPreKeysAsync(2, 6, default);
        read.Select(key => key.Id).ShouldBe([2u, 4u, 6u, 7u]);
        foreach (var key in read)
            Samples.PrivateKey(key.Key).ShouldBe(Samples.PrivateKey(keys.Single(one => one.Id == key.Id).Key));
        (await store.LoadPreKeysAsync(31, 100, default)).ShouldBeEmpty();
        (await store.LoadPreKeysAsync(30, int.MaxValue, default)).Count.ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Records_are_kept_replaced_and_deleted_by_address(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var (first, second, other) = (Samples.Bytes(600), Samples.Bytes(5000), Samples.Bytes(0));
        await store.CommitAsync(Samples.Ratchet(Samples.Alice, first), epoch, default);
        await store.CommitAsync(
            new StoreDelta { Sessions = [(Samples.Alice, second), (Samples.AliceLaptop, other), (Samples.HiddenBob, first)] }, epoch, default);

        (await SessionAsync(store, Samples.Alice)).ShouldBe(second);
        (await SessionAsync(store, Samples.AliceLaptop)).ShouldBe(other);
        (await SessionAsync(store, Samples.HiddenBob)).ShouldBe(first);

        await store.CommitAsync(Samples.Ratchet(Samples.Alice, null), epoch, default);

        (await SessionAsync(store, Samples.Alice)).ShouldBeNull();
        (await SessionAsync(store, Samples.AliceLaptop)).ShouldNotBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_later_change_of_a_row_in_one_delta_counts(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var last = Samples.Bytes(10);

        await store.CommitAsync(
            new StoreDelta
            {
                Sessions = [(Samples.Alice, Samples.Bytes(5)), (Samples.Alice, null), (Samples.Alice, last), (Samples.HiddenBob, last), (Samples.HiddenBob, null)],
                AddedPreKeys = [new PreKey(1, Samples.Pair())],
                RemovedPreKeys = [1],
            },
            epoch,
            default);

        (await SessionAsync(store, Samples.Alice)).ShouldBe(last);
        (await SessionAsync(store, Samples.HiddenBob)).ShouldBeNull();
        (await store.LoadPreKeysAsync(1, 1, default)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Identities_sender_keys_and_app_state_are_kept(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var (identity, record) = (Samples.Pair().PublicKey, Samples.Bytes(300));

        await store.CommitAsync(
            new StoreDelta
            {
                Identities = [(Samples.Alice, Samples.Pair().PublicKey), (Samples.Alice, identity)],
                SenderKeys = [(Samples.Group, Samples.Alice, record), (Jid.Status, Samples.Alice, Samples.Bytes(1)), (Samples.Group, Samples.HiddenBob, record)],
                AppState = [("regular_low", record), ("critical_block", record)],
            },
            epoch,
            default);
        await store.CommitAsync(
            new StoreDelta { SenderKeys = [(Samples.Group, Samples.HiddenBob, null)], AppState = [("critical_block", null)] }, epoch, default);

        (await store.LoadIdentityAsync(Samples.Alice, default)).ShouldBe(identity);
        (await store.LoadIdentityAsync(Samples.HiddenBob, default)).ShouldBeNull();
        (await store.LoadSenderKeyAsync(Samples.Group, Samples.Alice, default))!.Value.ToArray().ShouldBe(record);
        (await store.LoadSenderKeyAsync(Jid.Status, Samples.Alice, default))!.Value.Length.ShouldBe(1);
        (await store.LoadSenderKeyAsync(Samples.Group, Samples.HiddenBob, default)).ShouldBeNull();
        (await store.LoadAppStateAsync("regular_low", default))!.Value.ToArray().ShouldBe(record);
        (await store.LoadAppStateAsync("critical_block", default)).ShouldBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Hidden_ids_and_numbers_are_one_to_one_as_in_memory(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var memory = new InMemoryStore();
        var memoryEpoch = memory.TakeOver();
        Jid[] phones = [.. Enumerable.Range(1, 4).Select(n => Jid.Parse($"1555000000{n}@s.whatsapp.net")), Jid.Parse("5@hosted")];
        Jid[] lids = [.. Enumerable.Range(1, 4).Select(n => Jid.Parse($"77{n}@lid")), Jid.Parse("5@hosted.lid")];
        var random = new Random(17);
        for (var round = 0; round < 40; round++)
        {
            var mappings = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (phones[random.Next(5)], lids[random.Next(5)])).ToArray();
            await store.CommitAsync(new StoreDelta { LidMappings = mappings }, epoch, default);
            await memory.CommitAsync(new StoreDelta { LidMappings = mappings }, memoryEpoch, default);

            foreach (var phone in phones)
                (await store.LoadLidAsync(phone, default)).ShouldBe(await memory.LoadLidAsync(phone, default));
            foreach (var lid in lids)
                (await store.LoadPhoneNumberAsync(lid, default)).ShouldBe(await memory.LoadPhoneNumberAsync(lid, default));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_wipe_takes_all_of_one_session_and_nothing_of_others_and_the_rest_of_the_delta_stays(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var (other, otherEpoch) = await database.OpenSessionAsync();
        var everything = new StoreDelta
        {
            Credentials = Samples.FullCredentials(),
            AddedPreKeys = [new PreKey(1, Samples.Pair())],
            Sessions = [(Samples.Alice, Samples.Bytes(9))],
            Identities = [(Samples.Alice, Samples.Pair().PublicKey)],
            SenderKeys = [(Samples.Group, Samples.Alice, Samples.Bytes(9))],
            AppState = [("regular", Samples.Bytes(9))],
            LidMappings = [(Samples.Phone, Samples.Lid)],
        };
        await store.CommitAsync(everything, epoch, default);
        await other.CommitAsync(everything, otherEpoch, default);

        await store.CommitAsync(new StoreDelta { Wipe = true, Sessions = [(Samples.HiddenBob, Samples.Bytes(3))] }, epoch, default);

        foreach (var table in EngineTables.All)
        {
            var sessions = await database.QueryAsync<long>($"SELECT session FROM {table}");
            sessions.Count(session => session == store.Session.Number).ShouldBe(table == EngineTables.Sessions ? 1 : 0, table);
            sessions.Count(session => session == other.Session.Number).ShouldBe(1, table);
        }

        (await SessionAsync(store, Samples.HiddenBob)).ShouldNotBeNull();
        (await store.LoadCredentialsAsync(default)).ShouldBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_empty_delta_asks_whether_the_epoch_still_holds(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();

        await store.CommitAsync(new StoreDelta(), epoch, default);
        await database.Ownership.TakeAsync(store.Session, "node-2", default);

        var exception = await Should.ThrowAsync<StaleOwnerException>(async () => await store.CommitAsync(new StoreDelta(), epoch, default));
        (exception.Epoch, exception.CurrentEpoch).ShouldBe((1, 2));
    }

    private static async Task<byte[]?> SessionAsync(SqlEngineStore store, SignalAddress address) =>
        (await store.LoadSessionAsync(address, default))?.ToArray();
}
