using System.Globalization;
using Google.Protobuf;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Content of a kind that nothing else reads: recognised by its field, and kept.</summary>
internal static class UnknownContentReader
{
    // What stands beside content, and is none.
    private static readonly HashSet<int> NoContent =
        [Message.SenderKeyDistributionMessageFieldNumber, Message.MessageContextInfoFieldNumber];

    /// <summary>Null if the message has no content at all.</summary>
    internal static UnknownContent? Read(Message message)
    {
        byte[] bytes = message.ToByteArray();
        return KindOf(bytes) is { } kind ? new(kind) { Bytes = bytes } : null;
    }

    private static string? KindOf(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            int number = WireFormat.GetTagFieldNumber(tag);
            if (!NoContent.Contains(number))
                return Message.Descriptor.FindFieldByNumber(number)?.JsonName ?? number.ToString(CultureInfo.InvariantCulture);
            input.SkipLastField();
        }

        return null;
    }
}
