namespace Wasilo.Simulator.Faults;

/// <summary>How long stanzas lie before they are sent: at least, and up to how much more at random.</summary>
internal readonly record struct Delay(TimeSpan AtLeast, TimeSpan Spread)
{
    // The longest that a client waits for anything is whatsmeow's 75 s for an answer.
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
}
