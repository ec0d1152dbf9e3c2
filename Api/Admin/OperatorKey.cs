using System.Security.Cryptography;
using System.Text;
using Wasilo.Api.Access;
using Wasilo.Grains.Abstractions.Accounts;

namespace Wasilo.Api.Admin;

/// <summary>A key that lives as long as the process, for the command that started it.</summary>
internal sealed class OperatorKey
{
    public string Text { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public bool Is(string? key) => key is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Text));

    public static Caller ToCaller(HttpContext http) => new(
        http.RequestServices.GetRequiredService<IClusterClient>(), new KeyGrant("operator", "", [ApiScopes.Admin], null, null));
}
