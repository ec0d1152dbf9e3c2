using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Events;

/// <summary>A message has arrived. It is durable, and acknowledged after this.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Content">What it says.</param>
/// <param name="Bytes">All of it, as it was encrypted and without padding: a protobuf Message.</param>
public sealed record MessageReceived(MessageSource Source, MessageContent Content, ReadOnlyMemory<byte> Bytes) : ClientEvent
{
    /// <summary>Its secret, 32 bytes or empty: votes, comments and other things about it are encrypted with it.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Whether the phone sent it, because this device couldn't decrypt it.</summary>
    public bool IsFromPhone { get; init; }

    /// <summary>Where from, and the kind of its content: what people write to each other isn't for logs.</summary>
    public override string ToString() =>
        $"MessageReceived {{ Id = {Source.Id}, Chat = {Source.Chat}, Sender = {Source.Sender}, {Content}, {Bytes.Length} bytes }}";
}

/// <summary>A message has arrived that can't be read, for now or for good. Where it can be had, the client has asked for it.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Reason">Why.</param>
public sealed record MessageUndecryptable(MessageSource Source, UndecryptableReason Reason) : ClientEvent
{
    /// <summary>Where from, and why.</summary>
    public override string ToString() =>
        $"MessageUndecryptable {{ Id = {Source.Id}, Chat = {Source.Chat}, Sender = {Source.Sender}, {Reason} }}";
}

/// <summary>Why a message can't be read.</summary>
public enum UndecryptableReason
{
    /// <summary>This device doesn't have the key. The sender is asked to encrypt it again.</summary>
    Decryption,

    /// <summary>Senders don't encrypt it for linked devices, as pictures to be seen once; the phone is asked for it.</summary>
    Unavailable,

    /// <summary>There is nothing in it; the phone is asked for it.</summary>
    Empty,

    /// <summary>It is encrypted in a way that this version doesn't know.</summary>
    UnknownEncryption,

    /// <summary>It was decrypted, and isn't a message.</summary>
    Malformed,
}

/// <summary>The server has taken a message of ours, or refused it.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="Chat">Where it went.</param>
/// <param name="At">The server's time.</param>
/// <param name="Error">The server's error code if it refused; null if it took it.</param>
public sealed record MessageSettled(string Id, Jid Chat, DateTimeOffset At, int? Error) : ClientEvent;

/// <summary>Someone's device tells what became of messages.</summary>
/// <param name="Chat">Where the messages are.</param>
/// <param name="By">Who tells: an account or one of its devices.</param>
/// <param name="Kind">What became of them.</param>
/// <param name="Ids">The messages' ids; at least one.</param>
/// <param name="At">The server's time.</param>
public sealed record ReceiptReceived(Jid Chat, Jid By, ReceiptKind Kind, IReadOnlyList<string> Ids, DateTimeOffset At) : ClientEvent
{
    /// <summary>Whether another device of this account tells.</summary>
    public bool IsFromMe { get; init; }

    /// <summary>Who sent the messages, where the receipt is of another device of this account about others' messages.</summary>
    public Jid? Author { get; init; }

    /// <summary>Without all the ids.</summary>
    public override string ToString() => $"ReceiptReceived {{ {Kind}, Chat = {Chat}, By = {By}, {Ids.Count} messages, first = {Ids[0]} }}";
}

/// <summary>What became of a message.</summary>
public enum ReceiptKind
{
    /// <summary>A kind that this version doesn't know.</summary>
    Unknown,

    /// <summary>It has arrived at the other's device.</summary>
    Delivered,

    /// <summary>It has arrived at the other's device, which isn't in use.</summary>
    DeliveredInactive,

    /// <summary>It has arrived at another device of this account.</summary>
    DeliveredToOwnDevice,

    /// <summary>It was read.</summary>
    Read,

    /// <summary>It was read on another device of this account, and its sender isn't told.</summary>
    ReadPrivately,

    /// <summary>It was played.</summary>
    Played,

    /// <summary>It was played on another device of this account, and its sender isn't told.</summary>
    PlayedPrivately,

    /// <summary>Its file can't be had from the server any more; the phone is asked to upload it again.</summary>
    FileMissing,

    /// <summary>The phone's message to this device has arrived.</summary>
    PeerDelivered,

    /// <summary>The phone's history has been taken.</summary>
    HistoryTaken,
}

/// <summary>A device wrote with another identity key than before: it was set up anew, or someone is between. Messages go on.</summary>
/// <param name="Device">Which.</param>
public sealed record DeviceIdentityChanged(Jid Device) : ClientEvent;

/// <summary>
/// What was stored of a session, or of a sender key, couldn't be read and is deleted. The devices begin anew and messages go on; if it
/// happens more than once, look at the database.
/// </summary>
/// <param name="Device">With whom the session was, or whose sender key it was.</param>
/// <param name="Group">The sender key's group; null for a session.</param>
public sealed record RecordGivenUp(Jid Device, Jid? Group) : ClientEvent;
