using System.Collections.Immutable;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messages;

/// <summary>The secret of a message, with what belongs to the keys that are derived from it.</summary>
/// <param name="Bytes">32 bytes: whoever has them can read the votes, and vote.</param>
/// <param name="MessageId">The message's id.</param>
/// <param name="Senders">
/// Who sent it. First by the addressing of its chat, then, if it is known, by the other one: it isn't always clear which one was used.
/// </param>
public sealed record MessageSecret(ReadOnlyMemory<byte> Bytes, string MessageId, ImmutableArray<Jid> Senders)
{
    /// <summary>How long a secret is.</summary>
    public const int Length = 32;

    /// <summary>Whose it is, without the secret.</summary>
    public override string ToString() => $"{nameof(MessageSecret)} of {MessageId}";
}
