using Wasilo.Silo.Startup;

namespace Wasilo.Silo.Configuration;

/// <summary>How long things are kept.</summary>
/// <param name="Events">Events and the log of deliveries.</param>
/// <param name="Messages">Messages.</param>
internal sealed record RetentionSettings(TimeSpan Events, TimeSpan Messages)
{
    private const string EventsKey = "Events:KeepDays";
    private const string MessagesKey = "Messages:KeepDays";
    private const int Longest = 36_500;

    /// <exception cref="StartupException">A setting is wrong.</exception>
    public static RetentionSettings Read(SettingsReader settings)
    {
        settings.RequireKnown("Events", EventsKey);
        settings.RequireKnown("Messages", MessagesKey);
        return new RetentionSettings(
            TimeSpan.FromDays(settings.Number(EventsKey, fallback: 7, least: 1, most: Longest)),
            TimeSpan.FromDays(settings.Number(MessagesKey, fallback: 365, least: 1, most: Longest)));
    }
}
