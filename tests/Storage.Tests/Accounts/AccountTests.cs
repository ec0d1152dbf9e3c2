using Wasilo.Storage.Accounts;
using Wasilo.Storage.Sessions;
using Wasilo.Storage.Tests.Support;

namespace Wasilo.Storage.Tests.Accounts;

public class AccountTests(TestDatabases databases) : IClassFixture<TestDatabases>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, 123, TimeSpan.Zero);

    [Theory, OnSqlite, OnPostgres]
    public async Task Accounts_are_kept_changed_listed_and_deleted_once_they_are_empty(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var accounts = new AccountStore(database.Database);
        var other = new AccountRecord("ZETA", "Zeta", 5, Noon);
        await accounts.PutAsync(other, default);
        await accounts.PutAsync(other with { Name = "Zeta Ltd", MaxSessions = null, CreatedAt = Noon.AddDays(1) }, default);
        await database.AddSessionAsync();

        (await accounts.FindAsync("ZETA", default)).ShouldBe(other with { Name = "Zeta Ltd", MaxSessions = null });
        (await accounts.FindAsync("NONE", default)).ShouldBeNull();
        (await accounts.ListAsync(default)).Select(static account => account.Id).ShouldBe([SessionsDatabase.Account, "ZETA"]);
        (await accounts.DeleteAsync(SessionsDatabase.Account, default)).ShouldBeFalse();
        (await accounts.DeleteAsync("ZETA", default)).ShouldBeTrue();
        (await accounts.ListAsync(default)).Count.ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Keys_are_found_touched_and_revoked_by_their_account_alone(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var keys = new ApiKeyStore(database.Database);
        await new AccountStore(database.Database).PutAsync(new AccountRecord("ZETA", "Zeta", 5, Noon), default);
        var plain = Key("abcd1234", SessionsDatabase.Account);
        var narrow = Key("efgh5678", SessionsDatabase.Account) with
        {
            Scopes = ["read"],
            Session = SessionId.Generate(),
            ExpiresAt = Noon.AddDays(30),
            CreatedAt = Noon.AddHours(1),
        };
        await keys.AddAsync(plain, default);
        await keys.AddAsync(narrow, default);

        Same(await keys.FindAsync("efgh5678", default), narrow);
        (await keys.FindAsync("none", default)).ShouldBeNull();
        (await keys.ListAsync(SessionsDatabase.Account, default)).Select(static key => key.Id).ShouldBe(["abcd1234", "efgh5678"]);

        await keys.TouchAsync("abcd1234", Noon.AddMinutes(5), default);
        await keys.TouchAsync("abcd1234", Noon.AddMinutes(1), default);
        (await keys.RevokeAsync("ZETA", "abcd1234", Noon, default)).ShouldBeFalse();
        (await keys.RevokeAsync(SessionsDatabase.Account, "abcd1234", Noon, default)).ShouldBeTrue();
        (await keys.RevokeAsync(SessionsDatabase.Account, "abcd1234", Noon.AddDays(1), default)).ShouldBeFalse();

        Same(await keys.FindAsync("abcd1234", default), plain with { LastUsedAt = Noon.AddMinutes(5), RevokedAt = Noon });
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Keys_go_with_their_account(TestDatabaseKind kind)
    {
        await using var database = await SessionsDatabase.CreateAsync(databases, kind);
        var accounts = new AccountStore(database.Database);
        await accounts.PutAsync(new AccountRecord("ZETA", "Zeta", 5, Noon), default);
        await new ApiKeyStore(database.Database).AddAsync(Key("abcd1234", "ZETA"), default);

        await accounts.DeleteAsync("ZETA", default);

        (await new ApiKeyStore(database.Database).FindAsync("abcd1234", default)).ShouldBeNull();
    }

    private static ApiKeyRecord Key(string id, string account) => new()
    {
        Id = id,
        Account = account,
        Hash = Samples.Bytes(32),
        Name = "CRM",
        Scopes = ["read", "send"],
        CreatedAt = Noon,
    };

    private static void Same(ApiKeyRecord? actual, ApiKeyRecord expected)
    {
        actual.ShouldNotBeNull();
        actual.Hash.ToArray().ShouldBe(expected.Hash.ToArray());
        actual.Scopes.ShouldBe(expected.Scopes);
        (actual with { Hash = expected.Hash, Scopes = expected.Scopes }).ShouldBe(expected);
        actual.ToString().ShouldNotContain(Convert.ToHexString(expected.Hash.Span));
    }
}
