using System.Buffers;
using Google.Protobuf;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Reads a history, which is a HistorySync compressed with zlib, part by part.</summary>
/// <remarks>
/// A HistorySync is only fields one behind the other. So each is read, handed out and forgotten; nothing holds the whole.
/// </remarks>
internal static class HistoryReader
{
    /// <summary>The parts of the history that a notification holds itself; none if it is elsewhere.</summary>
    /// <inheritdoc cref="Read"/>
    internal static IEnumerable<HistoryPart> ReadInline(HistorySyncNotification notification)
    {
        if (notification.InitialHistBootstrapInlinePayload.IsEmpty)
            yield break;
        using var payload = new MemoryStream(notification.InitialHistBootstrapInlinePayload.ToByteArray(), writable: false);
        foreach (var part in Read(payload))
            yield return part;
    }

    /// <param name="compressed">The history, decrypted. It is read once, and stays open.</param>
    /// <param name="maxBytes">Of the inflated history.</param>
    /// <param name="maxPartBytes">Of one part, inflated.</param>
    /// <exception cref="MalformedMessageException">While reading: it isn't a history. The parts before it are good.</exception>
    /// <exception cref="MessageTooLargeException">While reading: it, or a part of it, is over the limit.</exception>
    internal static IEnumerable<HistoryPart> Read(
        Stream compressed, long maxBytes = HistoryLimits.Bytes, int maxPartBytes = HistoryLimits.PartBytes)
    {
        using var stream = new HistoryStream(compressed, maxBytes);
        while (stream.TryReadVarint() is { } tag)
        {
            if (tag >> 3 is 0 or > int.MaxValue >> 3)
                throw new MalformedMessageException("A history has a field without a number.");
            if ((tag & 7) != WireFields.Delimited)
                SkipNumber(stream, (int)(tag & 7));
            else if (ReadField(stream, (int)(tag >> 3), maxPartBytes) is { } part)
                yield return part;
        }
    }

    private static void SkipNumber(HistoryStream stream, int wireType)
    {
        switch (wireType)
        {
            case WireFields.Varint:
                stream.ReadVarint();
                break;
            case WireFields.Fixed32:
                stream.Skip(sizeof(uint));
                break;
            case WireFields.Fixed64:
                stream.Skip(sizeof(ulong));
                break;
            default:
                throw new MalformedMessageException($"A history has a field of the kind {wireType}.");
        }
    }

    private static HistoryPart? ReadField(HistoryStream stream, int number, int maxBytes)
    {
        ulong length = stream.ReadVarint();
        if (!IsRead(number))
        {
            stream.Skip((long)Math.Min(length, long.MaxValue));
            return null;
        }

        if (length > (ulong)maxBytes)
            throw new MessageTooLargeException("part of a history", (long)Math.Min(length, long.MaxValue), maxBytes);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var bytes = buffer.AsMemory(0, (int)length);
            stream.ReadExactly(bytes.Span);
            return ReadPart(number, bytes, maxBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsRead(int number) => number is HistorySync.ConversationsFieldNumber or HistorySync.StatusV3MessagesFieldNumber
        or HistorySync.PushnamesFieldNumber or HistorySync.GlobalSettingsFieldNumber or HistorySync.PhoneNumberToLidMappingsFieldNumber
        or HistorySync.NctSaltFieldNumber;

    // What comes out must hold nothing of the bytes: their buffer is used again. The parser copies them.
    private static HistoryPart? ReadPart(int number, ReadOnlyMemory<byte> bytes, int maxBytes)
    {
        switch (number)
        {
            case HistorySync.ConversationsFieldNumber:
                return HistoryChats.Of(MessageCodec.Read(Conversation.Parser, bytes, maxBytes));
            case HistorySync.StatusV3MessagesFieldNumber:
                return HistoryMessage.Of(MessageCodec.Read(WebMessageInfo.Parser, bytes, maxBytes)) is { } status
                    ? new HistoryStatus(status)
                    : null;
            case HistorySync.PushnamesFieldNumber:
                var name = MessageCodec.Read(Pushname.Parser, bytes, maxBytes);
                return ContentParts.ReadJid(name.Id) is { } account && name.Pushname_.Length > 0
                    ? new HistoryPushName(account, name.Pushname_)
                    : null;
            case HistorySync.GlobalSettingsFieldNumber:
                var settings = MessageCodec.Read(GlobalSettings.Parser, bytes, maxBytes);
                return UnixTimes.FromSeconds(settings.ChatDbLidMigrationTimestamp) is { } time ? new HistoryLidMigration(time) : null;
            case HistorySync.PhoneNumberToLidMappingsFieldNumber:
                var mapping = MessageCodec.Read(PhoneNumberToLIDMapping.Parser, bytes, maxBytes);
                return LidMapping.Of(mapping.PnJid, mapping.LidJid) is { } lid ? new HistoryLid(lid) : null;
            default:
                return new HistoryTokenSalt(bytes.ToArray());
        }
    }
}
