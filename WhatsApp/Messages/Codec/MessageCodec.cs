using System.Runtime.InteropServices;
using Google.Protobuf;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// Messages from and to bytes. Everything that others wrote is parsed here: with a limit on its length, and on how deep it is nested.
/// </summary>
/// <remarks>Fields that the schema doesn't have are kept, and written again; for what is stored, keep the bytes themselves.</remarks>
internal static class MessageCodec
{
    /// <summary>Bytes of a message. A frame can't hold more.</summary>
    internal const int MaxBytes = 1 << 24;

    /// <summary>Messages within messages. The deepest that clients write, an edit in its wrappers, has about ten.</summary>
    internal const int MaxDepth = 64;

    // A nested message takes two bytes at least, its tag and its length: what is shorter than this can't be too deep. Most messages are,
    // and the parser reads them where they lie.
    private const int TooShortToBeDeep = 2 * MaxDepth;

    /// <exception cref="MalformedMessageException">It isn't a Message.</exception>
    /// <exception cref="MessageTooLargeException">It is over 16 MiB.</exception>
    internal static Message Read(ReadOnlyMemory<byte> bytes) => Read(Message.Parser, bytes);

    /// <summary>The message of a decrypted text, whose end is padding.</summary>
    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    internal static Message ReadPadded(ReadOnlyMemory<byte> plaintext) => Read(MessagePadding.Remove(plaintext));

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})"/>
    internal static T Read<T>(MessageParser<T> parser, ReadOnlyMemory<byte> bytes, int maxBytes = MaxBytes)
        where T : IMessage<T>
    {
        if (bytes.Length > maxBytes)
            throw new MessageTooLargeException(typeof(T).Name, bytes.Length, maxBytes);
        try
        {
            return bytes.Length <= TooShortToBeDeep ? parser.ParseFrom(bytes.Span) : ReadLimited(parser, bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new MalformedMessageException($"{bytes.Length} bytes that should be a {typeof(T).Name} aren't one.", e);
        }
    }

    /// <summary>What is encrypted: the message, and padding behind it.</summary>
    internal static byte[] WritePadded(Message message, IRandomSource random)
    {
        int length = message.CalculateSize();
        byte[] plaintext = new byte[length + MessagePadding.NextLength(random)];
        message.WriteTo(plaintext.AsSpan(0, length));
        MessagePadding.Fill(plaintext.AsSpan(length));
        return plaintext;
    }

    // Only a stream can be given a limit on depth.
    private static T ReadLimited<T>(MessageParser<T> parser, ReadOnlyMemory<byte> bytes)
        where T : IMessage<T>
    {
        var segment = MemoryMarshal.TryGetArray(bytes, out var array) ? array : new ArraySegment<byte>(bytes.ToArray());
        using var stream = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        using var input = CodedInputStream.CreateWithLimits(stream, bytes.Length, MaxDepth);
        var message = parser.ParseFrom(input);
        return input.IsAtEnd ? message : throw new MalformedMessageException($"A {typeof(T).Name} ends before its bytes do.");
    }
}
