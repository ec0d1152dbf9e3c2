using Orleans.Concurrency;
using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Storage.Accounts;

namespace Wasilo.Grains.Accounts;

/// <summary>Reads all accounts from the database.</summary>
[Reentrant]
internal sealed class AccountsGrain(AccountStore accounts) : Grain, IAccountsGrain
{
    public async Task<AccountView[]> List()
    {
        var sessions = await accounts.CountSessionsAsync(CancellationToken.None);
        return
        [
            .. (await accounts.ListAsync(CancellationToken.None)).Select(account => new AccountView(
                account.Id, account.Name, account.MaxSessions, sessions.GetValueOrDefault(account.Id), account.CreatedAt)),
        ];
    }
}
