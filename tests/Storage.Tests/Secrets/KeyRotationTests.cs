using Wasilo.Storage.Engine;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Secrets;

public class KeyRotationTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly KeyPair Pair = Samples.Pair(); // one for all: making many takes long

    [Theory, OnSqlite, OnPostgres]
    public async Task Everything_is_sealed_anew_and_the_former_key_is_needed_no_more(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var stores = new List<SqlEngineStore>();
        for (var session = 0; session < 3; session++)
        {
            var (store, epoch) = await database.OpenSessionAsync();
            await store.CommitAsync(Everything(450), epoch, default);
            stores.Add(store);
        }

        var next = EncryptionKey.Generate();
        var progress = new Steps();
        var report = await new KeyRotation(database.Database, new KeyRing(next, database.Keys.Current)).RunAsync(progress, default);
        var again = await new KeyRotation(database.Database, new KeyRing(next, database.Keys.Current)).RunAsync(null, default);

        report.ShouldBe(new RotationReport(3 * (450 + 4), 0, null));
        again.Resealed.ShouldBe(0);
        progress.Seen.Count.ShouldBe(3 * (3 + 4));
        progress.Seen[^1].Done.ShouldBe(report.Resealed);
        progress.Seen.ShouldAllBe(step => step.Total == report.Resealed);
        foreach (var store in stores)
        {
            var renewed = database.Store(store.Session, new KeyRing(next));
            (await renewed.LoadCredentialsAsync(default))!.PushName.ShouldBe("Ada 🦜");
            (await renewed.LoadPreKeysAsync(1, 1000, default)).Count.ShouldBe(450);
            (await renewed.LoadSessionAsync(Samples.Alice, default))!.Value.ToArray().ShouldBe([1]);
            (await renewed.LoadSenderKeyAsync(Samples.Group, Samples.Alice, default))!.Value.ToArray().ShouldBe([2]);
            (await renewed.LoadAppStateAsync("regular", default))!.Value.ToArray().ShouldBe([3]);
            await Should.ThrowAsync<UnknownEncryptionKeyException>(async () => await store.LoadSessionAsync(Samples.Alice, default));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Configs_are_sealed_anew_too(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var id = SessionId.Generate();
        var sealing = new ConfigCipher(new Lazy<KeyRing>(database.Keys)).Seal(id, "{\"a\":1}");
        await database.Sessions.CreateAsync(SessionsDatabase.Record(id, "config") with { SealedConfig = sealing }, default);
        var next = EncryptionKey.Generate();

        var report = await new KeyRotation(database.Database, new KeyRing(next, database.Keys.Current)).RunAsync(null, default);

        report.ShouldBe(new RotationReport(1, 0, null));
        var kept = (await database.Sessions.FindAsync(id, default))!.SealedConfig!.Value;
        new ConfigCipher(new Lazy<KeyRing>(new KeyRing(next))).Open(id, kept.Span).ShouldBe("{\"a\":1}");
        (await database.Sessions.DeleteAsync(id, default)).ShouldBeTrue();
        (await database.QueryAsync<long>("SELECT count(*) FROM wasilo_config")).ShouldBe([0]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sessions_write_on_while_their_secrets_are_sealed_anew_and_no_write_is_undone(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var ring = new KeyRing(EncryptionKey.Generate(), database.Keys.Current);
        var sessions = new List<(SqlEngineStore Store, long Epoch)>();
        for (var session = 0; session < 6; session++)
        {
            var (store, epoch) = await database.OpenSessionAsync();
            await store.CommitAsync(Everything(250), epoch, default);
            sessions.Add((database.Store(store.Session, ring), epoch));
        }

        using var stop = new CancellationTokenSource();
        var counters = new int[sessions.Count];
        var writers = sessions.Select((session, place) =>
            Task.Run(() => WriteAsync(session.Store, session.Epoch, n => Volatile.Write(ref counters[place], n), stop.Token))).ToArray();
        await Eventually.TrueAsync(() => counters.All(static counter => counter > 0)); // so that both go on at once
        var report = await new KeyRotation(database.Database, ring).RunAsync(null, default);
        await stop.CancelAsync();
        var last = await Task.WhenAll(writers);

        report.Unreadable.ShouldBe(0);
        for (var session = 0; session < sessions.Count; session++)
        {
            var store = database.Store(sessions[session].Store.Session, new KeyRing(ring.Current));
            (await store.LoadSessionAsync(Samples.Alice, default))!.Value.ToArray().ShouldBe(BitConverter.GetBytes(last[session]));
            (await store.LoadPreKeysAsync(1, 1000, default)).Count.ShouldBe(250);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task What_can_not_be_read_is_counted_left_as_it_is_and_stops_nothing(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await store.CommitAsync(Everything(700), epoch, default);
        await database.ExecuteAsync("UPDATE wasilo_prekey SET sealed = (SELECT sealed FROM wasilo_prekey WHERE id = 700) WHERE id <= 600");
        var next = EncryptionKey.Generate();

        var report = await new KeyRotation(database.Database, new KeyRing(next, database.Keys.Current)).RunAsync(null, default);

        report.Unreadable.ShouldBe(600);
        report.Resealed.ShouldBe(100 + 4);
        report.Problem.ShouldNotBeNull().ShouldContain("wasilo_prekey");
        (await database.Store(store.Session, new KeyRing(next)).LoadPreKeysAsync(601, 100, default)).Count.ShouldBe(100);
    }

    private static async Task<int> WriteAsync(SqlEngineStore store, long epoch, Action<int> wrote, CancellationToken stop)
    {
        var counter = 0;
        while (!stop.IsCancellationRequested)
        {
            await store.CommitAsync(Samples.Ratchet(Samples.Alice, BitConverter.GetBytes(++counter)), epoch, default);
            wrote(counter);
        }

        return counter;
    }

    private static StoreDelta Everything(int preKeys) => new()
    {
        Credentials = Samples.FullCredentials(),
        AddedPreKeys = [.. Enumerable.Range(1, preKeys).Select(id => new PreKey((uint)id, Pair))],
        Sessions = [(Samples.Alice, (byte[])[1])],
        SenderKeys = [(Samples.Group, Samples.Alice, (byte[])[2])],
        AppState = [("regular", (byte[])[3])],
    };

    private sealed class Steps : IProgress<RotationProgress>
    {
        public List<RotationProgress> Seen { get; } = [];

        public void Report(RotationProgress value) => Seen.Add(value);
    }
}
