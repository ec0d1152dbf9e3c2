using System.Collections.Immutable;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>A message with all that its chat shows about it, as the phone holds it.</summary>
/// <param name="Key">Which message it is; <see cref="MessageReference.FromMe"/> is this account.</param>
public sealed record HistoryMessage(MessageReference Key)
{
    /// <summary>When the server took it.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What its sender called themselves.</summary>
    public string? PushName { get; init; }

    /// <summary>How far it got.</summary>
    public MessageStatus Status { get; init; }

    /// <summary>Whether the user marked it with a star.</summary>
    public bool IsStarred { get; init; }

    /// <summary>What it says; null if there is nothing, as with <see cref="Notice"/>.</summary>
    public MessageContent? Content { get; init; }

    /// <summary>The message as a protobuf; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>
    /// For what a chat shows that nobody wrote (someone joined, a call was missed): WhatsApp's number of it, in WebMessageInfo's StubType.
    /// </summary>
    public int? Notice { get; init; }

    /// <summary>Who or what the notice is about.</summary>
    public ImmutableArray<string> NoticeParameters { get; init; } = [];

    /// <summary>The secret for what others send about this message; empty if there is none.</summary>
    internal ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Which message it is.</summary>
    public override string ToString() => $"{nameof(HistoryMessage)} {Key.Id}";

    /// <summary>Null if it doesn't say which message it is.</summary>
    internal static HistoryMessage? Of(WebMessageInfo info)
    {
        if (ContentParts.ReadKey(info.Key) is not { } key)
            return null;
        byte[] bytes = info.Message?.ToByteArray() ?? [];
        var decoded = info.Message is null ? null : MessageReader.Read(info.Message, bytes, isFromOwnAccount: key.FromMe);
        return new(key with { Sender = key.Sender ?? ContentParts.ReadJid(info.Participant) })
        {
            Time = UnixTimes.FromSeconds(info.MessageTimestamp),
            PushName = ContentParts.ReadText(info.PushName),
            Status = Enum.IsDefined((MessageStatus)info.Status) ? (MessageStatus)info.Status : MessageStatus.Pending,
            IsStarred = info.Starred,
            Content = decoded?.Content,
            Bytes = bytes,
            Notice = info.MessageStubType == 0 ? null : info.MessageStubType,
            NoticeParameters = [.. info.MessageStubParameters],
            Secret = info.MessageSecret.Length == MessageSecret.Length ? info.MessageSecret.Memory : decoded?.Secret ?? default,
        };
    }
}

/// <summary>How far a message got.</summary>
public enum MessageStatus
{
    /// <summary>It couldn't be sent.</summary>
    Failed = 0,

    /// <summary>It waits to be sent.</summary>
    Pending = 1,

    /// <summary>The server has it.</summary>
    Sent = 2,

    /// <summary>The receiver's device has it.</summary>
    Delivered = 3,

    /// <summary>The receiver has read it.</summary>
    Read = 4,

    /// <summary>The receiver has played it.</summary>
    Played = 5,
}
