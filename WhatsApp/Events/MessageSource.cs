using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Events;

/// <summary>Where a message comes from: what its stanza says, without what the message says.</summary>
public sealed record MessageSource
{
    /// <summary>The account, group, list or channel that it is in, in the addressing of the stanza, without a device.</summary>
    public required Jid Chat { get; init; }

    /// <summary>The device that sent it; in a channel the channel.</summary>
    public required Jid Sender { get; init; }

    /// <summary>The message's id, of its sender's choice.</summary>
    public required string Id { get; init; }

    /// <summary>When the server got it.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Whether another device of this account sent it.</summary>
    public bool IsFromMe { get; init; }

    /// <summary>The sender's account in the other addressing, phone number or hidden id, if the server told.</summary>
    public Jid? SenderAlternative { get; init; }

    /// <summary>The chat in the other addressing, if it is an account and the server told.</summary>
    public Jid? ChatAlternative { get; init; }

    /// <summary>The name that the sender shows.</summary>
    public string? PushName { get; init; }

    /// <summary>Whether it is meant for this device and not for people: the phone's messages to its companions.</summary>
    public bool IsPeer { get; init; }

    /// <summary>Whether the server kept it while this device was away.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The server's number of a message in a channel.</summary>
    public long? ServerId { get; init; }

    /// <summary>What the sender's stanza does to an earlier message: 1 edits, 2 pins, 7 and 8 revoke; null if nothing.</summary>
    public string? Edit { get; init; }

    /// <summary>Whether it is in a group.</summary>
    public bool IsGroup => Chat.Kind == JidKind.Group;

    /// <summary>What makes it this message.</summary>
    public MessageKey Key => new(Chat, Sender.ToAccount(), Id);
}
