namespace Wasilo.Grains.Abstractions.Accounts;

/// <summary>An account.</summary>
/// <param name="Id">Permanent.</param>
/// <param name="Name">For people.</param>
/// <param name="MaxSessions">Null for any number.</param>
/// <param name="Sessions">How many it has.</param>
/// <param name="CreatedAt">When it was created.</param>
[GenerateSerializer, Immutable, Alias("wasilo.AccountView")]
public sealed record AccountView(string Id, string Name, int? MaxSessions, int Sessions, DateTimeOffset CreatedAt);

/// <summary>Why a session could not be created.</summary>
[GenerateSerializer, Alias("wasilo.CreateSessionRefusal")]
public enum CreateSessionRefusal
{
    /// <summary>There is no such account.</summary>
    NoAccount,

    /// <summary>A name is 1 to 54 letters, digits, <c>_</c> and <c>-</c>.</summary>
    InvalidName,

    /// <summary>The account has one of this name.</summary>
    NameTaken,

    /// <summary>The account has as many sessions as it may.</summary>
    QuotaReached,

    /// <summary>The config can't be; the message tells why.</summary>
    InvalidConfig,
}

/// <summary>A new session, or why there is none.</summary>
/// <param name="Id">Twelve characters of A-Z and 0-9.</param>
/// <param name="Name">Its name.</param>
/// <param name="Refusal">Null with an id.</param>
/// <param name="Message">The refusal in words.</param>
[GenerateSerializer, Immutable, Alias("wasilo.CreateSessionAnswer")]
public sealed record CreateSessionAnswer(string? Id, string? Name, CreateSessionRefusal? Refusal = null, string? Message = null);
