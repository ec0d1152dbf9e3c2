namespace Wasilo.Storage.Messages;

/// <summary>A message as it is kept.</summary>
/// <param name="Chat">A jid; by phone number where that is known.</param>
/// <param name="Id">Of its sender's choice.</param>
/// <param name="Sender">The account that sent it; empty for this one.</param>
/// <param name="At">When; kept to the millisecond.</param>
/// <param name="Ack">How far it got: -1 refused, 0 to be sent, 1 at the server, 2 arrived, 3 read, 4 played.</param>
/// <param name="Body">What the keeper makes of it. It is sealed.</param>
public sealed record StoredMessage(string Chat, string Id, string Sender, DateTimeOffset At, int Ack, ReadOnlyMemory<byte> Body)
{
    /// <summary>Not what it says.</summary>
    public override string ToString() => $"StoredMessage {{ {Chat}, {Id} }}";
}

/// <summary>A chat as it is kept.</summary>
/// <param name="Chat">A jid; by phone number where that is known.</param>
/// <param name="At">When its last message was.</param>
/// <param name="Name">What the account calls itself; null if that isn't known.</param>
public sealed record StoredChat(string Chat, DateTimeOffset At, string? Name);

/// <summary>How far a message of this account got.</summary>
/// <param name="Id">The message's.</param>
/// <param name="Ack">See <see cref="StoredMessage.Ack"/>.</param>
public sealed record AckChange(string Id, int Ack);

/// <summary>What was received, to be known again.</summary>
/// <param name="Fingerprint">Of chat, sender and id; see <see cref="MessageJournal.FingerprintOf"/>.</param>
/// <param name="IsPlaceholder">Whether the message itself is missing.</param>
public sealed record ReceivedKey(string Fingerprint, bool IsPlaceholder);
