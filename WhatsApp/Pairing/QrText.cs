using System.Text;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>The text in a QR code: what a phone needs to make this device one of its account's.</summary>
/// <remarks>
/// <code>https://wa.me/settings/linked_devices#ref,noise key,identity key,secret,client type</code>
/// Keys and secret are base64 with padding. Phones of before 2026 take the part behind the # and ignore the client type.
/// </remarks>
internal static class QrText
{
    private const string Prefix = "https://wa.me/settings/linked_devices#";

    internal static string Of(string reference, Credentials credentials, DevicePlatform platform) => new StringBuilder(Prefix)
        .Append(reference)
        .Append(',').Append(Convert.ToBase64String(credentials.NoiseKey.PublicKey.Bytes))
        .Append(',').Append(Convert.ToBase64String(credentials.IdentityKey.PublicKey.Bytes))
        .Append(',').Append(Convert.ToBase64String(credentials.AdvSecret.Span))
        .Append(',').Append(platform.WebClientType())
        .ToString();
}
