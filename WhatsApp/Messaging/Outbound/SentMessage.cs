using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>A message that the server has taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Chat">Where it went, in the addressing in which it went.</param>
/// <param name="At">The server's time.</param>
public sealed record SentMessage(string Id, Jid Chat, DateTimeOffset At)
{
    /// <summary>The message as others got it: a protobuf Message; what quotes of it are made of.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The secret that belongs to it, 32 bytes or empty; to read votes on a poll with.</summary>
    public ReadOnlyMemory<byte> Secret => Bytes.IsEmpty ? default : MessageReader.Read(Bytes, isFromOwnAccount: false).Secret;

    /// <summary>Not what it says.</summary>
    public override string ToString() => $"SentMessage {{ Id = {Id}, Chat = {Chat}, At = {At:O} }}";
}
