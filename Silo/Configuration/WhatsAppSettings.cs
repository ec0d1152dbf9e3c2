using System.Globalization;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Silo.Startup;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Silo.Configuration;

/// <summary>Which WhatsApp sessions connect to: the real one, unless this is a demo or a test.</summary>
internal static class WhatsAppSettings
{
    private const string EndpointKey = "WhatsApp:Endpoint";
    private const string RootKey = "WhatsApp:RootKey";
    private const string VersionKey = "WhatsApp:Version";

    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static EngineSettings Read(SettingsReader settings)
    {
        settings.RequireKnown("WhatsApp", EndpointKey, RootKey, VersionKey);
        return new EngineSettings
        {
            Endpoint = settings.OptionalText(EndpointKey) is { } endpoint ? ReadEndpoint(endpoint) : null,
            RootKey = settings.OptionalText(RootKey) is { } root ? ReadRoot(root) : null,
            Version = settings.OptionalText(VersionKey) is { } version ? ReadVersion(version) : null,
        };
    }

    private static Uri ReadEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "ws" or "wss"
            ? endpoint
            : throw SettingsReader.Wrong(EndpointKey, text, "an address that starts with ws:// or wss://");

    private static PublicKey ReadRoot(string text)
    {
        try
        {
            return PublicKey.FromRaw(Convert.FromHexString(text));
        }
        catch (Exception problem) when (problem is FormatException or InvalidKeyException or ArgumentException)
        {
            throw SettingsReader.Wrong(RootKey, text, "a public key in 64 hexadecimal digits");
        }
    }

    private static ClientVersion ReadVersion(string text)
    {
        var numbers = text.Split('.')
            .Select(part => uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (uint?)null)
            .ToArray();
        return numbers is [{ } primary, { } secondary, { } revision]
            ? new ClientVersion(primary, secondary, revision)
            : throw SettingsReader.Wrong(VersionKey, text, "three numbers with dots between them, as 2.3000.1045649367");
    }
}
