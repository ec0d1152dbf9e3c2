using System.Reflection;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Tests.Support;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Tests.Engine;

public class CredentialsTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Credentials_come_back_as_they_were_written(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        var written = Samples.FullCredentials();
        (await store.LoadCredentialsAsync(default)).ShouldBeNull();

        await store.CommitAsync(new StoreDelta { Credentials = Credentials.Generate(SystemRandomSource.Instance, DateTimeOffset.UtcNow) }, epoch, default);
        await store.CommitAsync(new StoreDelta { Credentials = written }, epoch, default);

        var read = await database.Store(store.Session).LoadCredentialsAsync(default);
        foreach (var property in Stored())
            Text(property.GetValue(read)).ShouldBe(Text(property.GetValue(written)), property.Name);
    }

    [Fact]
    public void Credentials_of_a_new_device_come_back_as_they_were()
    {
        var written = Credentials.Generate(SystemRandomSource.Instance, DateTimeOffset.UtcNow);

        var read = CredentialsCodec.Decode(CredentialsCodec.Encode(written));

        foreach (var property in Stored())
            Text(property.GetValue(read)).ShouldBe(Text(property.GetValue(written)), property.Name);
    }

    /// <summary>So that a field that is new and not stored makes the test above fail.</summary>
    [Fact]
    public void The_sample_has_every_field_set_to_something_else_than_a_new_device_has()
    {
        var (sample, fresh) = (Samples.FullCredentials(), Credentials.Generate(SystemRandomSource.Instance, DateTimeOffset.UtcNow));

        foreach (var property in Stored())
            Text(property.GetValue(sample)).ShouldNotBe(Text(property.GetValue(fresh)), property.Name);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Credentials_that_can_not_be_read_are_never_taken_for_absent(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, epoch) = await database.OpenSessionAsync();
        await store.CommitAsync(new StoreDelta { Credentials = Samples.FullCredentials() }, epoch, default);
        var sealedValue = (await database.QueryAsync<byte[]>("SELECT sealed FROM wasilo_credentials")).ShouldHaveSingleItem();

        foreach (var broken in (byte[][])[[], [1], sealedValue[..^1], [2, .. sealedValue[1..]], [.. sealedValue[..^1], (byte)(sealedValue[^1] ^ 1)]])
        {
            await database.ExecuteAsync("UPDATE wasilo_credentials SET sealed = @broken", new { broken });
            var exception = await Should.ThrowAsync<UnreadableCredentialsException>(async () => await store.LoadCredentialsAsync(default));
            exception.Session.ShouldBe(store.Session);
            exception.InnerException.ShouldBeOfType<TamperedSecretException>();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Sealed_nonsense_is_unreadable_too(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var (store, _) = await database.OpenSessionAsync();
        foreach (var nonsense in (byte[][])[[], [0xFF, 0xFF], [0x0A, 1, 7]])
        {
            var value = new SessionCipher(database.Keys, store.Session).Seal("wasilo_credentials", string.Empty, nonsense);
            await database.ExecuteAsync("DELETE FROM wasilo_credentials");
            await database.ExecuteAsync("INSERT INTO wasilo_credentials (session, sealed) VALUES (@Number, @value)", new { store.Session.Number, value });

            await Should.ThrowAsync<UnreadableCredentialsException>(async () => await store.LoadCredentialsAsync(default));
        }
    }

    private static IEnumerable<PropertyInfo> Stored() => typeof(Credentials).GetProperties().Where(static property => property.CanWrite);

    private static string Text(object? value) => value switch
    {
        null => "null",
        KeyPair pair => Convert.ToHexString(Samples.PrivateKey(pair)),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        SignedPreKey key => $"{key.Id} {Text(key.Key)} {Text(key.Signature)} {key.Created.UtcTicks}",
        IEnumerable<SignedPreKey> keys => string.Join(',', keys.Select(static key => Text(key))),
        _ => value.ToString()!,
    };
}
