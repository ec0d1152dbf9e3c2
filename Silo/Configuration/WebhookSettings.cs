using Wasilo.Grains.Webhooks;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo.Configuration;

/// <summary>How webhooks are told.</summary>
internal static class WebhookSettings
{
    private const string PrivateKey = "Webhooks:AllowPrivateAddresses";
    private const string TimeoutKey = "Webhooks:TimeoutSeconds";

    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static WebhookOptions Read(SettingsReader settings)
    {
        settings.RequireKnown("Webhooks", PrivateKey, TimeoutKey);
        return new WebhookOptions
        {
            AllowPrivateAddresses = settings.OneOf(PrivateKey, "false", "false", "true") == "true",
            Timeout = settings.Seconds(TimeoutKey, fallback: 10, least: 1, most: 60),
        };
    }
}
