using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Storage;

/// <summary>What is to be sent together: one commit.</summary>
/// <param name="Delta">What encrypting it changed in the engine's own state.</param>
/// <param name="Messages">In the order in which they will be sent.</param>
public sealed record OutgoingBatch(StoreDelta Delta, IReadOnlyList<OutgoingMessage> Messages);

/// <summary>A message that is to be sent. Nothing of what it says is in its text.</summary>
/// <param name="Id">Unique among those of the device.</param>
/// <param name="From">The device that encrypted it; another one, as after pairing anew, doesn't send it.</param>
/// <param name="Chat">Where it goes.</param>
/// <param name="Plaintext">The message, encoded and without padding; for those who can't decrypt it and ask for it again.</param>
/// <param name="Stanza">
/// The stanza, encoded: it is sent as it is, and sent again as it is after a lost connection or a crash. Not needed once it is settled.
/// </param>
/// <param name="At">When it was encrypted.</param>
public sealed record OutgoingMessage(
    string Id, Jid From, Jid Chat, ReadOnlyMemory<byte> Plaintext, ReadOnlyMemory<byte> Stanza, DateTimeOffset At)
{
    /// <summary>Reads what it says out of its plaintext; null if that is nothing for people.</summary>
    public MessageContent? ReadContent() => MessageReader.Read(Plaintext, isFromOwnAccount: false).Content;

    /// <summary>Not what it says.</summary>
    public override string ToString() => $"OutgoingMessage {{ Id = {Id}, Chat = {Chat} }}";
}

/// <summary>The server's answer to a message of ours.</summary>
/// <param name="Id">The message's.</param>
/// <param name="At">The server's time.</param>
/// <param name="Error">The server's error code; null if it took the message.</param>
public sealed record Settlement(string Id, DateTimeOffset At, int? Error = null);

/// <summary>A message of ours, and what became of it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Settlement">The server's answer; null while there is none.</param>
public sealed record OutgoingRecord(OutgoingMessage Message, Settlement? Settlement)
{
    /// <summary>Whether the server has it.</summary>
    public bool IsSent => Settlement is { Error: null };
}
