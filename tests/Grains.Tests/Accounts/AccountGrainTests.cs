using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Tests.Sessions;

namespace Wasilo.Grains.Tests.Accounts;

public sealed class AccountGrainTests(SessionSilo silo) : IClassFixture<SessionSilo>
{
    [Fact]
    public async Task Names_are_unique_in_an_account_and_free_again_after_a_delete()
    {
        var account = await NewAccountAsync();
        var first = await account.CreateSession("shop", SessionConfig.Default, null);
        (await account.CreateSession("shop", SessionConfig.Default, null)).Refusal.ShouldBe(CreateSessionRefusal.NameTaken);
        (await (await NewAccountAsync()).CreateSession("shop", SessionConfig.Default, null)).Refusal.ShouldBeNull();

        (await account.FindSession("shop")).ShouldBe(first.Id);
        (await account.FindSession(first.Id!)).ShouldBe(first.Id);
        (await account.DeleteSession(first.Id!)).ShouldBeTrue();

        (await account.FindSession("shop")).ShouldBeNull();
        (await account.CreateSession("shop", SessionConfig.Default, null)).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_session_of_another_account_does_not_exist()
    {
        var (mine, other) = (await NewAccountAsync(), await NewAccountAsync());
        var id = (await other.CreateSession("shop", SessionConfig.Default, null)).Id!;

        (await mine.FindSession(id)).ShouldBeNull();
        (await mine.DeleteSession(id)).ShouldBeFalse();
        (await mine.ListSessions()).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(() => mine.CreateKey(new ApiKeyRequest("x", [ApiScopes.Read], id)));
    }

    [Fact]
    public async Task The_quota_holds_however_many_ask_at_once()
    {
        var account = await NewAccountAsync(maxSessions: 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => account.CreateSession(null, SessionConfig.Default, null)));

        answers.Count(answer => answer.Id is not null).ShouldBe(3);
        answers.Where(answer => answer.Id is null).ShouldAllBe(answer => answer.Refusal == CreateSessionRefusal.QuotaReached);
        (await account.Get())!.Sessions.ShouldBe(3);
        await account.DeleteSession(answers.First(answer => answer.Id is not null).Id!);
        (await account.CreateSession(null, SessionConfig.Default, null)).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("name\n")]
    [InlineData("éclair")]
    [InlineData("0123456789012345678901234567890123456789012345678901234")]
    public async Task A_name_that_cannot_be_is_refused(string name) =>
        (await (await NewAccountAsync()).CreateSession(name, SessionConfig.Default, null)).Refusal.ShouldBe(CreateSessionRefusal.InvalidName);

    [Fact]
    public async Task An_account_that_was_never_made_has_nothing()
    {
        var nobody = silo.Grains.GetGrain<IAccountGrain>("nobody");

        (await nobody.Get()).ShouldBeNull();
        (await nobody.CreateSession("x", SessionConfig.Default, null)).Refusal.ShouldBe(CreateSessionRefusal.NoAccount);
        (await nobody.ListKeys()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_opens_its_account_until_it_is_revoked()
    {
        var account = await NewAccountAsync();
        var session = (await account.CreateSession(null, SessionConfig.Default, null)).Id!;
        var made = await account.CreateKey(new ApiKeyRequest("crm", [ApiScopes.Send, ApiScopes.Read], session));

        var grant = (await VerifyAsync(made.View.Id, made.Key))!;
        (grant.Account, grant.Session).ShouldBe((account.GetPrimaryKeyString(), session));
        grant.Scopes.ShouldBe([ApiScopes.Read, ApiScopes.Send]);
        (await VerifyAsync(made.View.Id, made.Key + "x")).ShouldBeNull();
        (await VerifyAsync("aaaaaaaaaaaa", made.Key)).ShouldBeNull();

        (await (await NewAccountAsync()).RevokeKey(made.View.Id)).ShouldBeFalse();
        (await account.RevokeKey(made.View.Id)).ShouldBeTrue();
        (await VerifyAsync(made.View.Id, made.Key)).ShouldBeNull();
        (await account.ListKeys()).ShouldHaveSingleItem().RevokedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_has_256_bits_of_chance_and_only_its_hash_is_kept()
    {
        var account = await NewAccountAsync();
        var made = await account.CreateKey(new ApiKeyRequest("crm", [ApiScopes.Read]));

        made.Key.ShouldMatch("^wa_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$");
        made.ToString().ShouldNotContain(made.Key);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(silo.Database.ConnectionString["Data Source=".Length..])!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(made.Key[16..])).ShouldBe(-1);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_is_refused()
    {
        var account = await NewAccountAsync();
        ApiKeyRequest[] requests =
        [
            new("", [ApiScopes.Read]),
            new("x", []),
            new("x", ["everything"]),
            new("x", [ApiScopes.Read], ExpiresAt: DateTimeOffset.UnixEpoch),
        ];

        foreach (var request in requests)
            await Should.ThrowAsync<ArgumentException>(() => account.CreateKey(request));
    }

    private async Task<IAccountGrain> NewAccountAsync(int? maxSessions = null)
    {
        var account = silo.Grains.GetGrain<IAccountGrain>($"a{Guid.NewGuid():N}");
        await account.Put("Test", maxSessions);
        return account;
    }

    private Task<KeyGrant?> VerifyAsync(string id, string key) =>
        silo.Grains.GetGrain<IApiKeyGrain>(id).Verify(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
