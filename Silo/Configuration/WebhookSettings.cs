using Wasilo.Grains.Webhooks;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo.Configuration;

/// <summary>How webhooks are told, and how long events are kept.</summary>
internal static class WebhookSettings
{
    private const string PrivateKey = "Webhooks:AllowPrivateAddresses";
    private const string TimeoutKey = "Webhooks:TimeoutSeconds";
    private const string KeepKey = "Events:KeepDays";

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

    /// <summary>How long events and the log of deliveries are kept.</summary>
    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static TimeSpan ReadRetention(SettingsReader settings)
    {
        settings.RequireKnown("Events", KeepKey);
        return TimeSpan.FromDays(settings.Number(KeepKey, fallback: 7, least: 1, most: 3_650));
    }
}
