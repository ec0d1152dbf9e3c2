using System.Text.Json;
using Wasilo.Api.Sessions;

namespace Wasilo.Api.Dialects.Wawp;

/// <summary>What Wawp's clients find in the raw form of a QR code.</summary>
internal static class WawpQr
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>UTF-8; its expiry is in milliseconds since 1970-01-01 UTC.</summary>
    public static byte[] ToJson(QrCode qr) =>
        JsonSerializer.SerializeToUtf8Bytes(new { Value = qr.Text, Expiry = qr.ExpiresAt?.ToUnixTimeMilliseconds() }, Options);
}
