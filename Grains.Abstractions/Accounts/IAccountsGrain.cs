namespace Wasilo.Grains.Abstractions.Accounts;

/// <summary>All accounts, for operators. Any key will do; each is a view of the same.</summary>
[Alias("wasilo.IAccountsGrain")]
public interface IAccountsGrain : IGrainWithStringKey
{
    /// <summary>By id.</summary>
    [Alias("List")]
    Task<AccountView[]> List();
}
