using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Admin;

/// <summary>What a new account should be.</summary>
/// <param name="Id">1 to 54 letters, digits, '_' and '-'; null for one that is made here.</param>
/// <param name="Name">For people, 1 to 100 characters.</param>
/// <param name="MaxSessions">How many sessions it may have; null for any number.</param>
internal sealed record AccountRequest(string? Id, string? Name, int? MaxSessions);

/// <summary>What changes of an account.</summary>
/// <param name="Name">Null leaves it.</param>
/// <param name="MaxSessions">Null leaves it.</param>
/// <param name="Unlimited">True: it may have any number of sessions.</param>
internal sealed record AccountChange(string? Name, int? MaxSessions, bool? Unlimited);

/// <summary>A new account, and a key that may do everything in it, shown this once.</summary>
internal sealed record NewAccount(AccountView Account, string Key);

/// <summary>What a new key should be.</summary>
/// <param name="Name">For people, 1 to 100 characters.</param>
/// <param name="Scopes">Some of read, send, manage, events, admin; or parts of manage: control, setting, delete.</param>
/// <param name="Session">The one session that it is good for, by name or id; null for all of the account.</param>
/// <param name="ExpiresAt">Null for never.</param>
internal sealed record KeyRequest(string? Name, string[]? Scopes, string? Session, DateTimeOffset? ExpiresAt);

/// <param name="Reason">Shown to other operators as the node's note.</param>
internal sealed record DrainRequest(string? Reason);
