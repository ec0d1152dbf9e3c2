using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>Gateways as Orleans writes them: <c>gwy.tcp://127.0.0.1:30000/17</c>, with the silo's generation at the end.</summary>
internal static class GatewayUri
{
    public static Uri ToGatewayUri(this SiloAddress gateway) =>
        new(string.Create(CultureInfo.InvariantCulture, $"gwy.tcp://{gateway.Endpoint}/{gateway.Generation}"));

    /// <summary>The address behind a gateway's URI.</summary>
    /// <exception cref="FormatException">It is of another form.</exception>
    public static SiloAddress ToGatewayAddress(this Uri uri) =>
        uri.Scheme == "gwy.tcp"
        && IPAddress.TryParse(uri.Host, out var address)
        && int.TryParse(uri.AbsolutePath.AsSpan().TrimStart('/'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            ? SiloAddress.New(address, uri.Port, generation)
            : throw new FormatException($"'{uri}' is not a gateway: expected gwy.tcp://ip:port/generation.");
}
