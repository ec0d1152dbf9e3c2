namespace Wasilo.Grains.Abstractions.Sessions;

/// <summary>What a session's owner can configure. Everything has a default.</summary>
[GenerateSerializer, Immutable, Alias("wasilo.SessionConfig")]
public sealed record SessionConfig
{
    /// <summary>All defaults.</summary>
    public static SessionConfig Default { get; } = new();

    /// <summary>The caller's own; echoed and never looked into.</summary>
    [Id(0)]
    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>Where the session's events go, besides the account's own webhooks.</summary>
    [Id(1)]
    public WebhookConfig[] Webhooks { get; init; } = [];

    /// <summary>How WhatsApp is reached; null means directly.</summary>
    [Id(2)]
    public ProxyConfig? Proxy { get; init; }

    /// <summary>Whether the log says everything.</summary>
    [Id(3)]
    public bool Debug { get; init; }

    /// <summary>Chats that are neither stored nor told of.</summary>
    [Id(4)]
    public IgnoreConfig Ignore { get; init; } = new();

    /// <summary>How the device presents itself in the phone's list. Sent at pairing.</summary>
    [Id(5)]
    public ClientConfig Client { get; init; } = new();

    /// <summary>What is kept of chats.</summary>
    [Id(6)]
    public StoreConfig Store { get; init; } = new();

    /// <summary>Whether the account is shown as available while the session works.</summary>
    [Id(7)]
    public bool MarkOnline { get; init; } = true;

    /// <summary>The least severe entries that the session's log has: TRACE, DEBUG, INFO, WARN, ERROR.</summary>
    [Id(8)]
    public string LogLevel { get; init; } = "INFO";

    /// <summary>Whether new QR codes follow by themselves when the old ones are used up.</summary>
    [Id(9)]
    public bool AutoRearm { get; init; }

    /// <summary>Whether messages are marked as read when they come in.</summary>
    [Id(10)]
    public bool AutoRead { get; init; }

    /// <summary>Whether the recipient sees that something is being typed before a message is sent.</summary>
    [Id(11)]
    public bool PresenceTyping { get; init; }

    /// <summary>Messages that may be sent in a minute; 0 means any number, null what the node is configured for, 20 if it isn't.</summary>
    [Id(12)]
    public int? RatePerMinute { get; init; }

    /// <summary>Messages that may be sent in an hour; 0 means any number, null what the node is configured for, 200 if it isn't.</summary>
    [Id(13)]
    public int? RatePerHour { get; init; }

    /// <summary>Whether events of label tags are told.</summary>
    [Id(14)]
    public bool TagsEventsOn { get; init; }

    /// <summary>What its owner calls it, beside its name; at most 100 characters.</summary>
    [Id(15)]
    public string? Label { get; init; }

    /// <summary>The user who created it, as the caller's token names them; null where an API key did.</summary>
    [Id(16)]
    public string? CreatedBy { get; init; }

    /// <summary>Without what is in it: metadata is the caller's, and keys and passwords are secret.</summary>
    public override string ToString() => $"SessionConfig {{ {Webhooks.Length} webhooks }}";
}
