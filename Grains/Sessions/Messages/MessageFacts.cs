using Wasilo.WhatsApp.Binary;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>What is known of a message besides what it says. Accounts have one name each; see <see cref="ChatDirectory"/>.</summary>
internal sealed record MessageFacts
{
    public required string Id { get; init; }

    /// <summary>This account.</summary>
    public required Jid Me { get; init; }

    public required Jid Chat { get; init; }

    /// <summary>Who sent it; <see cref="Me"/> for this account's own.</summary>
    public required Jid Sender { get; init; }

    /// <summary>The sender's hidden id, where it is known.</summary>
    public Jid? SenderLid { get; init; }

    public required bool FromMe { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What the sender calls itself.</summary>
    public string? PushName { get; init; }

    /// <summary>Whether it was sent here, as against by another device of the account, or someone else.</summary>
    public bool IsFromHere { get; init; }

    /// <summary>The sender, in chats of many.</summary>
    public Jid? Participant => Chat.Kind is JidKind.User or JidKind.Lid ? null : Sender;

    /// <summary>WAHA's id of it.</summary>
    public string FullId => WahaIds.OfMessage(FromMe, Chat, Id, Participant);
}
