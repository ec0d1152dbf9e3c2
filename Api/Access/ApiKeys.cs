using System.Security.Cryptography;
using System.Text;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Access;

/// <summary>Finds out what an API key gives access to. The key itself goes no farther than this process: grains see its hash.</summary>
internal static class ApiKeys
{
    private const string Prefix = "wa_";
    private const int PrefixLength = 3;
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
        const int End = PrefixLength + IdLength;
        if (key.Length <= End || !key.StartsWith(Prefix, StringComparison.Ordinal) || key[End] != '_')
            return null;
        var id = key.Substring(PrefixLength, IdLength);
        return id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)) ? id : null;
    }
}
