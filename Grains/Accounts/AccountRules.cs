using System.Text.RegularExpressions;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Grains.Accounts;

/// <summary>What accounts, names and keys may be.</summary>
internal static partial class AccountRules
{
    private const int LongestName = 100;

    public static bool IsSessionName(string name) => SessionName().IsMatch(name);

    public static void CheckId(string id) => Require(AccountId().IsMatch(id), "An account's id is 1 to 54 letters, digits, '_' and '-'.");

    public static void CheckName(string name) => Require(
        name.Length is > 0 and <= LongestName && !name.Any(char.IsControl), $"A name has 1 to {LongestName} characters.");

    public static void Check(ApiKeyRequest request, DateTimeOffset now)
    {
        CheckName(request.Name);
        Require(
            request.Scopes.Length > 0 && request.Scopes.All(scope => ApiScopes.All.Contains(scope) || ApiScopes.PartsOfManage.Contains(scope)),
            $"Scopes are some of {string.Join(", ", ApiScopes.All)}.");
        Require(request.ExpiresAt is null || request.ExpiresAt > now, "The key would be expired already.");
        Require(
            request.Session is null || !request.Scopes.Contains(ApiScopes.Admin), "A key for one session can't be one of administrators.");
    }

    /// <exception cref="ArgumentException">The condition doesn't hold.</exception>
    public static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }

    // At most 54: WAHA's names are part of longer ones with 64 characters.
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,54}\z")]
    private static partial Regex SessionName();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,54}\z")]
    private static partial Regex AccountId();
}
