using Wasilo.Grains.Sessions.Messages;
using Wasilo.Silo.Startup;

namespace Wasilo.Silo.Configuration;

/// <summary>How much sessions may send whose owners haven't said.</summary>
internal static class SendingSettings
{
    private const string MinuteKey = "Sending:RatePerMinute";
    private const string HourKey = "Sending:RatePerHour";
    private const int Most = 1_000_000;

    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static SendingLimits Read(SettingsReader settings)
    {
        settings.RequireKnown("Sending", MinuteKey, HourKey);
        return new SendingLimits(
            Read(settings, MinuteKey, SendingLimits.PolitePerMinute),
            Read(settings, HourKey, SendingLimits.PolitePerHour));
    }

    private static int? Read(SettingsReader settings, string key, int fallback) =>
        settings.Number(key, fallback, least: 0, most: Most) is > 0 and var limit ? limit : null;
}
