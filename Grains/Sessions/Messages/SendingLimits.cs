namespace Wasilo.Grains.Sessions.Messages;

/// <summary>How much a session may send unless its owner says otherwise: for polite use, as numbers that send more are banned.</summary>
/// <param name="PerMinute">Messages in a minute; null means any number.</param>
/// <param name="PerHour">Messages in an hour; null means any number.</param>
internal sealed record SendingLimits(int? PerMinute = SendingLimits.PolitePerMinute, int? PerHour = SendingLimits.PolitePerHour)
{
    /// <summary>Gateway's default, the only one of the dialects that publishes one.</summary>
    public const int PolitePerMinute = 20;

    /// <inheritdoc cref="PolitePerMinute"/>
    public const int PolitePerHour = 200;
}
