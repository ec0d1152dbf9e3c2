using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Keys;

/// <summary>Finds out what an API key gives access to. The key itself goes no farther than this process: grains see its hash.</summary>
internal static class ApiKeys
{
    private const string Prefix = "wa_";
    private const int IdLength = 12;
    private const int LongestKey = 200;

    /// <summary>Null for what is no key, or is one no more.</summary>
    public static Task<KeyGrant?> VerifyAsync(IClusterClient cluster, string? key)
    {
        if (key is not { Length: > 0 and <= LongestKey } || IdOf(key) is not { } id)
            return Task.FromResult<KeyGrant?>(null);
        return cluster.GetGrain<IApiKeyGrain>(id).Verify(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    private static string? IdOf(string key)
    {
        if (key.Length <= Prefix.Length + IdLength || !key.StartsWith(Prefix, StringComparison.Ordinal) || key[Prefix.Length + IdLength] != '_')
            return null;
        var id = key.Substring(Prefix.Length, IdLength);
        return id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)) ? id : null;
    }
}
