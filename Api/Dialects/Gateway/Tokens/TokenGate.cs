using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wasilo.Api.Access;
using Wasilo.Api.Problems;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Dialects.Gateway.Tokens;

/// <summary>Finds out what a token gives access to. Its organization is an account, and its role says what the user may do there.</summary>
internal sealed class TokenGate(TokenSettings settings, TokenKeys keys, TimeProvider time)
{
    private const int Longest = 8 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly string[] Algorithms = ["RS256", "ES256", Ed25519Provider.Algorithm];

    private static readonly Dictionary<string, string[]> Roles = new(StringComparer.Ordinal)
    {
        ["super_admin"] = [.. ApiScopes.All],
        ["owner"] = [ApiScopes.Read, ApiScopes.Send, ApiScopes.Manage, ApiScopes.Events],
        ["admin"] = [ApiScopes.Read, ApiScopes.Send, ApiScopes.Manage, ApiScopes.Events],
        ["member"] = [ApiScopes.Read, ApiScopes.Send, ApiScopes.Events],
        ["viewer"] = [ApiScopes.Read],
    };

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = Longest };

    /// <summary>Whether it looks like a token at all; API keys don't.</summary>
    public static bool IsToken(string? key) => key is not null && key.Length <= Longest && key.Count(letter => letter == '.') == 2;

    public async Task<Answer<Caller>> IdentifyAsync(HttpContext http, string token, Permission permission)
    {
        if (await ReadAsync(token, http.RequestAborted) is not { } read)
            return Problem.Unauthorized;
        if (!read.TryGetPayloadValue<string>(settings.OrgClaim, out var org) || string.IsNullOrEmpty(org))
            return Problem.Unauthorized;

        var cluster = http.RequestServices.GetRequiredService<IClusterClient>();
        var scopes = read.TryGetPayloadValue<string>(settings.RoleClaim, out var role) && Roles.TryGetValue(role, out var given) ? given : [];
        if (org.Length > 100 || await cluster.GetGrain<IAccountGrain>(org).Get() is null)
            return Problem.Forbidden;
        var caller = new Caller(cluster, new KeyGrant($"jwt:{read.Subject}", org, scopes, null, read.ValidTo)) { User = read.Subject };
        return caller.May(permission) ? caller : Problem.Forbidden;
    }

    private async Task<JsonWebToken?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (!_handler.CanReadToken(token))
            return null;
        string? keyId;
        try
        {
            keyId = new JsonWebToken(token).Kid;
        }
        catch (ArgumentException)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = await keys.FindAsync(keyId, cancellationToken),
            ValidAlgorithms = Algorithms,
            ValidateIssuer = settings.Issuer is not null,
            ValidIssuer = settings.Issuer,
            ValidateAudience = settings.Audience is not null,
            ValidAudience = settings.Audience,
            ClockSkew = Skew,
            LifetimeValidator = (from, to, _, _) => to is not null && time.GetUtcNow() < to + Skew && !(time.GetUtcNow() < from - Skew),
        });
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }
}
