using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>A message that was read: what it says, and what came beside it.</summary>
internal sealed record DecodedMessage
{
    /// <summary>Without padding, as it was decrypted: what is to be kept.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The message within all wrappers.</summary>
    public required Message Message { get; init; }

    /// <summary>What it says to the user; null if it has nothing to say: it only carries keys, or speaks to the client.</summary>
    public required MessageContent? Content { get; init; }

    /// <summary>The chat that another device of the account sent it to.</summary>
    public Jid? SentTo { get; init; }

    /// <summary>Whether it was wrapped as one that disappears.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Whether it was wrapped as one that may be seen once.</summary>
    public bool IsViewOnce { get; init; }

    /// <summary>A sender key, to be processed before anything else of the stanza.</summary>
    public Message.Types.SenderKeyDistributionMessage? Distribution { get; init; }

    /// <summary>What the sender's client has to say to this one. Whether it may is for the receiver to check.</summary>
    public ProtocolMessage? Protocol => Message.ProtocolMessage;

    /// <summary>The secret for what others will send about this message: 32 bytes, or empty.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Neither text nor secret.</summary>
    public override string ToString() => $"{nameof(DecodedMessage)} of {Bytes.Length} bytes: {Content?.ToString() ?? "no content"}";
}
