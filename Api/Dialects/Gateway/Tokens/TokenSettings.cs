using Wasilo.Silo.Configuration;

namespace Wasilo.Api.Dialects.Gateway.Tokens;

/// <summary>Whose tokens are good for Gateway's routes.</summary>
/// <param name="Keys">A file or an http or https address with a JSON Web Key Set.</param>
/// <param name="Issuer">Null for any.</param>
/// <param name="Audience">Null for any.</param>
/// <param name="OrgClaim">Names the account.</param>
/// <param name="RoleClaim">Names what the user may do.</param>
internal sealed record TokenSettings(string Keys, string? Issuer, string? Audience, string OrgClaim, string RoleClaim)
{
    private const string Section = "Jwt";
    private const string KeysSetting = "Jwt:Jwks";

    /// <summary>Null if no keys are configured: then no token is good.</summary>
    public static TokenSettings? Read(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        settings.RequireKnown(Section, KeysSetting, "Jwt:Issuer", "Jwt:Audience", "Jwt:OrgClaim", "Jwt:RoleClaim");
        if (settings.OptionalText(KeysSetting) is not { } keys)
            return null;
        if (!IsAddress(keys) && !File.Exists(keys))
            throw SettingsReader.Wrong(KeysSetting, keys, "a file, or an http or https address, with a JSON Web Key Set");
        return new TokenSettings(
            keys, settings.OptionalText("Jwt:Issuer"), settings.OptionalText("Jwt:Audience"), settings.Text("Jwt:OrgClaim", "org"), settings.Text("Jwt:RoleClaim", "role"));
    }

    public static bool IsAddress(string keys) => Uri.TryCreate(keys, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}
