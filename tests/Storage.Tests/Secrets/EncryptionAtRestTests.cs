using System.Text;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Secrets;

public class EncryptionAtRestTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly byte[] Canary = Encoding.ASCII.GetBytes("canary-canary-canary-canary-cana"); // as long as a private key

    [Theory, OnSqlite, OnPostgres]
    public async Task No_secret_stands_in_the_database_in_clear(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var credentials = Samples.FullCredentials() with { AdvSecret = Canary };
        var preKey = new PreKey(1, Samples.Pair());
        await store.CommitAsync(
            new StoreDelta
            {
                Credentials = credentials,
                AddedPreKeys = [preKey],
                Sessions = [(Samples.Alice, Canary)],
                SenderKeys = [(Samples.Group, Samples.Alice, Canary)],
                AppState = [("regular", Canary)],
                Identities = [(Samples.Alice, preKey.Key.PublicKey)],
            },
            epoch,
            default);

        var dump = await DumpAsync(database);

        foreach (var secret in (byte[][])[Canary, Samples.PrivateKey(preKey.Key), Samples.PrivateKey(credentials.NoiseKey), Samples.PrivateKey(credentials.IdentityKey)])
            dump.AsSpan().IndexOf(secret).ShouldBe(-1);
        dump.AsSpan().IndexOf(preKey.Key.PublicKey.ToRaw()).ShouldBeGreaterThan(-1, "so the dump does hold what is stored");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_value_is_good_in_its_own_row_table_and_session_only(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var (other, otherEpoch) = await database.OpenSessionAsync();
        await store.CommitAsync(new StoreDelta { Sessions = [(Samples.Alice, Canary), (Samples.HiddenBob, Canary)], AppState = [("15550000001.0", Canary)] }, epoch, default);
        await other.CommitAsync(Samples.Ratchet(Samples.Alice, Canary), otherEpoch, default);
        var parameters = new { store.Session.Number, Other = other.Session.Number, Alice = Samples.Alice.ToString(), Bob = Samples.HiddenBob.ToString() };
        foreach (var source in (string[])
            [
                "SELECT sealed FROM wasilo_signal_session WHERE session = @Number AND address = @Bob",
                "SELECT sealed FROM wasilo_signal_session WHERE session = @Other AND address = @Alice",
                "SELECT sealed FROM wasilo_app_state WHERE session = @Number AND collection = @Alice",
            ])
        {
            await database.ExecuteAsync($"UPDATE wasilo_signal_session SET sealed = ({source}) WHERE session = @Number AND address = @Alice", parameters);

            var exception = await Should.ThrowAsync<TamperedSecretException>(async () => await store.LoadSessionAsync(Samples.Alice, default));
            exception.Session.ShouldBe(store.Session);
            exception.Table.ShouldBe(EngineTables.Sessions);
            exception.Message.ShouldNotContain("canary");
        }

        (await store.LoadSessionAsync(Samples.HiddenBob, default))!.Value.ToArray().ShouldBe(Canary);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_key_that_is_not_at_hand_is_named_with_what_to_do(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await store.CommitAsync(new StoreDelta { Credentials = Samples.FullCredentials(), Sessions = [(Samples.Alice, Canary)] }, epoch, default);
        var others = new KeyRing(EncryptionKey.Generate(), EncryptionKey.Generate());
        var stranger = database.Store(store.Session, others);

        var session = await Should.ThrowAsync<UnknownEncryptionKeyException>(async () => await stranger.LoadSessionAsync(Samples.Alice, default));
        var credentials = await Should.ThrowAsync<UnreadableCredentialsException>(async () => await stranger.LoadCredentialsAsync(default));

        session.KeyId.ShouldBe(database.Keys.Current.Name);
        session.Message.ShouldContain($"master key {database.Keys.Current.Name}");
        session.Message.ShouldContain(others.Current.Name);
        session.Message.ShouldContain("Storage:FormerEncryptionKeys");
        credentials.InnerException.ShouldBeOfType<UnknownEncryptionKeyException>();
        credentials.Message.ShouldContain(database.Keys.Current.Name);
    }

    [Fact]
    public void The_same_secret_is_never_sealed_the_same_and_any_changed_byte_is_noticed()
    {
        var session = SessionId.Generate();
        var cipher = new SessionCipher(new KeyRing(EncryptionKey.Generate()), session);
        var value = cipher.Seal("table", "row", Canary);

        cipher.Seal("table", "row", Canary).ShouldNotBe(value);
        cipher.Open("table", "row", value).ShouldBe(Canary);
        cipher.Open("t", "", cipher.Seal("t", "", [])).ShouldBeEmpty();
        cipher.Open("t", new string('x', 3000), cipher.Seal("t", new string('x', 3000), Canary)).ShouldBe(Canary);
        for (var place = 0; place < value.Length; place++)
        {
            var changed = value.ToArray();
            changed[place] ^= 0x10;
            Should.Throw<UnreadableSecretException>(() => cipher.Open("table", "row", changed));
        }

        Should.Throw<TamperedSecretException>(() => cipher.Open("tabl", "erow", value));
        for (var length = 0; length < value.Length; length++)
            Should.Throw<UnreadableSecretException>(() => cipher.Open("table", "row", value.AsSpan(0, length)));
    }

    /// <summary>All that the database holds of the engine's tables, and with SQLite the files themselves.</summary>
    private static async Task<byte[]> DumpAsync(SessionsDatabase database)
    {
        var dump = new MemoryStream();
        foreach (var table in EngineTables.All)
        {
            var column = table switch { EngineTables.Identities => "key", EngineTables.Lids => null, _ => "sealed" };
            if (column is null)
                continue;
            foreach (var value in await database.QueryAsync<byte[]>($"SELECT {column} FROM {table}"))
                dump.Write(value);
        }

        if (database.Database.Kind == DatabaseKind.Sqlite)
        {
            var file = (await database.QueryAsync<string>("SELECT file FROM pragma_database_list WHERE name = 'main'"))[0];
            foreach (var part in (string[])[file, $"{file}-wal"])
            {
                await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                await stream.CopyToAsync(dump);
            }
        }

        return dump.ToArray();
    }
}
