using System.Collections.Immutable;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Messages.ContentParts;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes a chat of what the phone writes about it.</summary>
internal static class HistoryChats
{
    /// <summary>Null if it doesn't say which chat it is.</summary>
    internal static HistoryChat? Of(Conversation conversation) => ReadJid(conversation.Id) is { } chat
        ? new(chat, [.. Messages(conversation)])
        {
            Name = ReadText(conversation.Name) ?? ReadText(conversation.DisplayName),
            LastMessageTime = UnixTimes.FromSeconds(Math.Max(conversation.ConversationTimestamp, conversation.LastMsgTimestamp)),
            UnreadCount = ReadNumber(conversation.UnreadCount),
            IsMarkedUnread = conversation.MarkedAsUnread,
            IsArchived = conversation.Archived,
            IsReadOnly = conversation.ReadOnly,
            PinnedAt = UnixTimes.FromSeconds(conversation.Pinned),
            MutedUntil = MutedUntil(conversation.MuteEndTime),
            Expiration = conversation.EphemeralExpiration == 0 ? null : TimeSpan.FromSeconds(conversation.EphemeralExpiration),
            PhoneNumber = ReadJid(conversation.PnJid),
            Lid = ReadJid(conversation.LidJid),
            Participants = [.. conversation.Participant.Select(participant => ReadJid(participant.UserJid)).OfType<Binary.Jid>()],
            TrustToken = ReadBytes(conversation.TcToken),
            TrustTokenTime = UnixTimes.FromSeconds(conversation.TcTokenTimestamp),
            TrustTokenSentTime = UnixTimes.FromSeconds(conversation.TcTokenSenderTimestamp),
        }
        : null;

    private static IEnumerable<HistoryMessage> Messages(Conversation conversation)
    {
        foreach (var entry in conversation.Messages)
        {
            if (entry.Message is not null && HistoryMessage.Of(entry.Message) is { } message)
                yield return message;
        }
    }

    // For ever is written as all ones, or as a time beyond all calendars. Phones differ in seconds and milliseconds.
    private static DateTimeOffset? MutedUntil(ulong end) => end == 0
        ? null
        : UnixTimes.FromSeconds(end) ?? (end <= long.MaxValue ? UnixTimes.FromMilliseconds((long)end) : null) ?? DateTimeOffset.MaxValue;
}
