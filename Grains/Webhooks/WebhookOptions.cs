namespace Wasilo.Grains.Webhooks;

/// <summary>How webhooks are told.</summary>
internal sealed record WebhookOptions
{
    /// <summary>Whether receivers may be at private addresses: on this machine, or in its network.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>How long a receiver may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Webhooks that this process tells at once.</summary>
    public int Turns { get; init; } = 128;

    /// <summary>How long one webhook may be told before others have their turn.</summary>
    public TimeSpan TurnLength { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often this process looks for what other processes left, and for what is to be tried again.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// After which a turn is another process's. More than a turn can take: its length, one answer that is waited for, and saving.
    /// </summary>
    public TimeSpan Lease => TurnLength + Timeout + TimeSpan.FromSeconds(10);
}
