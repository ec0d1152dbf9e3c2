using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// Before every encryption, n bytes of the value n are put behind a message, n from 1 to 16 by chance: its length tells less then.
/// </summary>
/// <remarks>Any n up to 255 is taken from others, and must be right throughout, as in whatsmeow. Newsletters' messages have none.</remarks>
internal static class MessagePadding
{
    internal const int MaxLength = 16;

    internal static int NextLength(IRandomSource random)
    {
        Span<byte> one = stackalloc byte[1];
        random.Fill(one);
        return (one[0] & (MaxLength - 1)) + 1;
    }

    internal static void Fill(Span<byte> padding) => padding.Fill((byte)padding.Length);

    /// <exception cref="MalformedMessageException">There is no padding, or not all of it has its value.</exception>
    internal static ReadOnlyMemory<byte> Remove(ReadOnlyMemory<byte> plaintext)
    {
        var bytes = plaintext.Span;
        int length = bytes.IsEmpty ? 0 : bytes[^1];
        if (length == 0 || length > bytes.Length || bytes[^length..].ContainsAnyExcept((byte)length))
            throw new MalformedMessageException($"A decrypted message of {bytes.Length} bytes doesn't end in padding.");
        return plaintext[..^length];
    }
}
