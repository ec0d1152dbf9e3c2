using System.IO.Compression;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone tells its devices of the past. It goes in the message itself, compressed: there are no files here.</summary>
internal static class History
{
    private const uint Complete = 100;

    /// <summary>Chats with their messages, the newest first, as phones have them.</summary>
    public static HistorySync Of(HistorySyncType type, IEnumerable<(string Chat, IEnumerable<LoggedMessage> Messages)> chats)
    {
        var history = new HistorySync { SyncType = type, Progress = Complete, ChunkOrder = 1 };
        foreach (var (chat, messages) in chats)
        {
            var conversation = new Conversation { Id = chat };
            foreach (var message in messages.Reverse())
            {
                conversation.Messages.Add(new HistorySyncMsg { Message = message.ToWebMessageInfo() });
                conversation.ConversationTimestamp = Math.Max(conversation.ConversationTimestamp, (ulong)message.At.ToUnixTimeSeconds());
            }

            history.Conversations.Add(conversation);
        }

        return history;
    }

    /// <summary>All that a phone remembers, for a device that is new.</summary>
    public static HistorySync OfAll(PrimaryDevice primary)
    {
        var chats = primary.Log.All.GroupBy(message => message.Chat).Select(chat => (chat.Key.ToString(), chat.AsEnumerable()));
        var history = Of(HistorySyncType.InitialBootstrap, chats);
        foreach (var phone in primary.Log.All.SelectMany(PhonesOf).Append(primary.Phone).Distinct())
        {
            history.PhoneNumberToLidMappings.Add(new PhoneNumberToLIDMapping
            {
                PnJid = phone.Jid.ToString(),
                LidJid = phone.Lid.ToString(),
            });
            history.Pushnames.Add(new Pushname { Id = phone.Jid.ToString(), Pushname_ = phone.Name });
        }

        return history;

        IEnumerable<Phones.Phone> PhonesOf(LoggedMessage message)
        {
            if (primary.Server.Phones.TryFind(message.Sender, out var sender))
                yield return sender;
            if (primary.Server.Phones.TryFind(message.Chat, out var chat))
                yield return chat;
        }
    }

    /// <summary>The message that brings a history.</summary>
    public static Message Notification(HistorySync history, HistorySyncType type, string? request = null)
    {
        var notification = new HistorySyncNotification
        {
            SyncType = type,
            ChunkOrder = history.ChunkOrder,
            Progress = history.Progress,
            InitialHistBootstrapInlinePayload = ByteString.CopyFrom(Compress(history.ToByteArray())),
        };
        if (request is not null)
            notification.PeerDataRequestSessionId = request;
        return new Message
        {
            ProtocolMessage = new() { Type = ProtocolMessage.Types.Type.HistorySyncNotification, HistorySyncNotification = notification },
        };
    }

    /// <summary>By what two names of a chat are compared: a phone's number, or the jid.</summary>
    public static string? AccountOf(PrimaryDevice primary, Jid chat) =>
        primary.Server.Phones.TryFind(chat, out var phone) ? phone.Number : chat.ToString();

    private static byte[] Compress(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return output.ToArray();
    }
}
