using Orleans.Concurrency;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Placement;
using Wasilo.Grains.Sessions;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Accounts;

/// <summary>
/// Reentrant, so that a session that takes its time to be deleted doesn't hold up the account. So a name is reserved before anything is
/// waited for; that no two sessions have one is the database's to guarantee.
/// </summary>
[NodePlacement, Reentrant]
internal sealed class AccountGrain(
    AccountStore accounts, SessionStore sessions, SessionLifeStore lives, AccountKeys keys, ConfigVault configs, ScopedKeys scoped,
    TimeProvider time) : Grain, IAccountGrain
{
    private readonly SessionNames _names = new();
    private AccountRecord? _account;

    private string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _account = await accounts.FindAsync(Key, cancellationToken);
        foreach (var session in await sessions.ListAsync(Key, cancellationToken))
            _names.Add(session.Id.ToString(), session.Name);
    }

    public async Task<AccountView> Put(string name, int? maxSessions)
    {
        AccountRules.CheckId(Key);
        AccountRules.CheckName(name);
        AccountRules.Require(maxSessions is null or >= 0, "maxSessions must not be negative.");
        var account = new AccountRecord(Key, name, maxSessions, _account?.CreatedAt ?? time.GetUtcNow());
        await accounts.PutAsync(account, CancellationToken.None);
        _account = account;
        return View(account);
    }

    public Task<AccountView?> Get() => Task.FromResult(Find() is { } account ? View(account) : null);

    public async Task<CreateSessionAnswer> CreateSession(string? name, SessionConfig config, string? region)
    {
        if (Find() is not { } account)
            return Refuse(CreateSessionRefusal.NoAccount, "There is no such account.");
        var id = SessionId.Generate();
        name ??= SessionNames.Mint();
        if (!AccountRules.IsSessionName(name))
            return Refuse(CreateSessionRefusal.InvalidName, "A session's name is 1 to 54 letters, digits, '_' and '-'.");
        try
        {
            SessionConfigRules.Check(config);
        }
        catch (ArgumentException problem)
        {
            return Refuse(CreateSessionRefusal.InvalidConfig, problem.Message);
        }

        if (_names.Find(name) is not null)
            return Taken(name);
        if (_names.Count >= account.MaxSessions)
            return Refuse(CreateSessionRefusal.QuotaReached, $"The account has its {account.MaxSessions} sessions already.");

        _names.Add(id.ToString(), name);
        try
        {
            await InsertAsync(id, name, config, region);
        }
        catch (SessionNameTakenException)
        {
            _names.Remove(id.ToString());
            return Taken(name);
        }
        catch
        {
            _names.Remove(id.ToString());
            throw;
        }

        PlacementContext.Wish(region, preferred: null);
        await GrainFactory.GetGrain<ISessionGrain>(id.ToString()).Get(); // places it
        return new CreateSessionAnswer(id.ToString(), name);
    }

    public Task<string?> FindSession(string idOrName) => Task.FromResult(_names.Find(idOrName));

    public Task<string[]> ListSessions() => Task.FromResult(_names.Ids);

    public async Task<bool> DeleteSession(string id)
    {
        if (!_names.HasId(id))
            return false;
        var deleted = await GrainFactory.GetGrain<ISessionGrain>(id).Delete();
        _names.Remove(id);
        return deleted;
    }

    public async Task<NewApiKey> CreateKey(ApiKeyRequest request)
    {
        AccountRules.Require(Find() is not null, "There is no such account.");
        AccountRules.Require(request.Session is null || _names.HasId(request.Session), "The account has no such session.");
        return await keys.CreateAsync(Key, request);
    }

    public async Task<ApiKeyView?> ChangeKey(string id, ApiKeyRequest request)
    {
        AccountRules.Require(request.Session is null || _names.HasId(request.Session), "The account has no such session.");
        var changed = await keys.ChangeAsync(Key, id, request);
        await GrainFactory.GetGrain<IApiKeyGrain>(id).Forget();
        return changed;
    }

    public async Task<NewApiKey> GetScopedKey(ScopedKeyRequest request)
    {
        AccountRules.Require(Find() is not null, "There is no such account.");
        AccountRules.Require(_names.HasId(request.Session), "The account has no such session.");
        return await scoped.GetAsync(Key, request);
    }

    public Task<NewApiKey?> FindScopedKey(ScopedKeyRequest request) => scoped.FindAsync(Key, request);

    public Task<ApiKeyView[]> ListKeys() => keys.ListAsync(Key);

    public async Task<bool> RevokeKey(string id)
    {
        if (!await keys.RevokeAsync(Key, id))
            return false;
        await GrainFactory.GetGrain<IApiKeyGrain>(id).Forget();
        return true;
    }

    private AccountRecord? Find()
    {
        if (_account is null)
            DeactivateOnIdle(); // ids that callers make up must not fill the memory
        return _account;
    }

    private static CreateSessionAnswer Refuse(CreateSessionRefusal refusal, string message) => new(null, null, refusal, message);

    private static CreateSessionAnswer Taken(string name) =>
        Refuse(CreateSessionRefusal.NameTaken, $"The account has a session named '{name}' already.");

    private async Task InsertAsync(SessionId id, string name, SessionConfig config, string? region)
    {
        var now = time.GetUtcNow();
        var session = new SessionRecord
        {
            Id = id,
            Account = Key,
            Name = name,
            SealedConfig = configs.Seal(id, config),
            CreatedAt = now,
            UpdatedAt = now,
            StatusAt = now,
        };
        await sessions.CreateAsync(session, CancellationToken.None);
        if (region is not null)
            await lives.SetRegionAsync(id, region, CancellationToken.None);
    }

    private AccountView View(AccountRecord account) => new(account.Id, account.Name, account.MaxSessions, _names.Count, account.CreatedAt);
}
