using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes the message of content that is to be sent, and what goes around it.</summary>
/// <param name="random">For the secrets of messages.</param>
/// <param name="time">For content that doesn't say when it was made.</param>
internal sealed class MessageWriter(IRandomSource random, TimeProvider time)
{
    /// <summary>What a message says, in the form that is encrypted for everyone but the account's own devices.</summary>
    /// <exception cref="ArgumentException">Content can't be sent as it is; the message says why.</exception>
    internal Message Write(MessageContent content)
    {
        var message = ContentWriter.Write(content, time.GetUtcNow());
        if (HasSecret(content))
        {
            byte[] secret = new byte[MessageSecret.Length];
            random.Fill(secret);
            (message.MessageContextInfo ??= new()).MessageSecret = ByteString.CopyFrom(secret);
        }

        return message;
    }

    /// <summary>What the account's other devices get of a message to a chat.</summary>
    internal static Message ForOwnDevices(Message message, Jid chat) => new()
    {
        DeviceSentMessage = new() { DestinationJid = chat.ToString(), Message = message },
        MessageContextInfo = message.MessageContextInfo,
    };

    /// <summary>What brings a device of a group's member the sender key.</summary>
    internal static Message SenderKeyCarrier(Jid group, ReadOnlySpan<byte> distribution) => new()
    {
        SenderKeyDistributionMessage = new()
        {
            GroupId = group.ToString(),
            AxolotlSenderKeyDistributionMessage = ByteString.CopyFrom(distribution),
        },
    };

    // Whatever others may vote on, answer, comment or report has one. What is about another message uses that one's.
    private static bool HasSecret(MessageContent content) =>
        content is TextContent or MediaContent or PollContent or EventContent or LocationContent or LiveLocationContent
            or ContactContent or GroupInviteContent;
}
