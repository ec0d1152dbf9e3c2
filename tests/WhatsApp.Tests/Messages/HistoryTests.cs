using System.IO.Compression;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class HistoryTests
{
    private static readonly Jid Chat = Jid.Parse("15550000002@s.whatsapp.net");

    [Fact]
    public void A_history_is_read_part_by_part()
    {
        var history = new HistorySync
        {
            SyncType = HistorySyncType.InitialBootstrap,
            ChunkOrder = 1,
            GlobalSettings = new() { ChatDbLidMigrationTimestamp = 1_700_000_000 },
            NctSalt = ByteString.CopyFrom(1, 2, 3),
        };
        history.Conversations.Add(ChatWith(messages: 2));
        history.Conversations.Add(new Conversation { Id = "1203@g.us", Participant = { new GroupParticipant { UserJid = "1@lid" } } });
        history.StatusV3Messages.Add(MessageOf("S1", "status@broadcast"));
        history.Pushnames.Add(new Pushname { Id = Chat.ToString(), Pushname_ = "Ana" });
        history.PhoneNumberToLidMappings.Add(new PhoneNumberToLIDMapping { PnJid = Chat.ToString(), LidJid = "100000000000002@lid" });

        var parts = Read(history);

        parts.Select(part => part.ToString()).ShouldBe(
            ["HistoryChat", "HistoryChat", "HistoryStatus", "HistoryPushName", "HistoryLidMigration", "HistoryLid", "HistoryTokenSalt"]);
        var chat = (HistoryChat)parts[0];
        (chat.Chat, chat.Name, chat.UnreadCount, chat.IsArchived, chat.Expiration).ShouldBe((Chat, "Ana", 3, true, TimeSpan.FromDays(1)));
        chat.PinnedAt.ShouldBe(Contents.Now);
        chat.MutedUntil.ShouldBe(DateTimeOffset.MaxValue);
        chat.Lid.ShouldBe(Jid.Parse("100000000000002@lid"));
        chat.TrustToken.ToArray().ShouldBe([9]);
        chat.Messages.Select(message => message.Key.Id).ShouldBe(["A0", "A1"]);
        var message = chat.Messages[1];
        message.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("text A1");
        (message.Time, message.Status, message.PushName, message.IsStarred).ShouldBe((Contents.Now, MessageStatus.Read, "Ana", true));
        message.Secret.Length.ShouldBe(32);
        MessageCodec.Read(message.Bytes).Conversation.ShouldBe("text A1");
        ((HistoryChat)parts[1]).Participants.ShouldBe([Jid.Parse("1@lid")]);
        ((HistoryStatus)parts[2]).Message.Key.Sender.ShouldBe(Jid.Parse("100000000000002@lid"));
        ((HistoryPushName)parts[3]).ShouldBe(new HistoryPushName(Chat, "Ana"));
        ((HistoryLidMigration)parts[4]).Time.ShouldBe(Contents.Now);
        ((HistoryLid)parts[5]).Mapping.ShouldBe(new LidMapping(Chat, Jid.Parse("100000000000002@lid")));
    }

    [Fact]
    public void A_notice_has_no_content()
    {
        var info = new WebMessageInfo { Key = new() { RemoteJid = "1203@g.us", Id = "N" }, MessageStubType = 40 };
        info.MessageStubParameters.Add("x");
        var notice = HistoryMessage.Of(info).ShouldNotBeNull();
        (notice.Notice, notice.Content, notice.Bytes.Length).ShouldBe((40, null, 0));
        notice.NoticeParameters.ShouldBe(["x"]);
        HistoryMessage.Of(new()).ShouldBeNull();
    }

    [Fact]
    public void A_history_in_the_notification_is_read_from_there()
    {
        var history = new HistorySync { Conversations = { ChatWith(messages: 1) } };
        var payload = ByteString.CopyFrom(Compress(history.ToByteArray()));
        var notification = new HistorySyncNotification { InitialHistBootstrapInlinePayload = payload };

        HistoryReader.ReadInline(notification).ShouldHaveSingleItem().ShouldBeOfType<HistoryChat>();
        HistoryReader.ReadInline(new()).ShouldBeEmpty();
    }

    [Fact]
    public void A_history_much_larger_than_its_parts_is_read_in_the_memory_of_a_few()
    {
        byte[] chat = new HistorySync { Conversations = { ChatWith(messages: 20) } }.ToByteArray();
        byte[] compressed = Compress([.. Enumerable.Repeat(chat, 2000).SelectMany(part => part)]);

        var parts = new List<WeakReference>();
        foreach (var part in HistoryReader.Read(new MemoryStream(compressed)))
        {
            part.ShouldBeOfType<HistoryChat>().Messages.Length.ShouldBe(20);
            parts.Add(new(part));
            if (parts.Count % 500 != 0)
                continue;
            GC.Collect();
            parts.Count(reference => reference.IsAlive).ShouldBeLessThan(10);
        }

        parts.Count.ShouldBe(2000);
    }

    [Fact]
    public void A_history_over_its_limit_is_given_up()
    {
        byte[] compressed = Compress(new HistorySync { Conversations = { ChatWith(messages: 1000) } }.ToByteArray());
        Should.Throw<MessageTooLargeException>(() => HistoryReader.Read(new MemoryStream(compressed), maxBytes: 20_000).ToList());
        Should.Throw<MessageTooLargeException>(() => HistoryReader.Read(new MemoryStream(compressed), maxPartBytes: 20_000).ToList());
    }

    [Fact]
    public void What_is_not_read_is_skipped_or_given_up_without_being_held()
    {
        // Field 17, as long as it says: a little below the limit, and a little above.
        const int limit = 32 << 20;
        long before = GC.GetAllocatedBytesForCurrentThread();

        HistoryReader.Read(CompressZeros(limit - 100), limit).ShouldBeEmpty();
        Should.Throw<MessageTooLargeException>(() => HistoryReader.Read(CompressZeros(limit), limit).ToList());

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(limit / 4);
    }

    [Fact]
    public void A_damaged_history_is_refused_after_the_parts_before_the_damage()
    {
        byte[] plain = new HistorySync { Conversations = { ChatWith(messages: 1), ChatWith(messages: 3) } }.ToByteArray();
        var parts = new List<HistoryPart>();

        Should.Throw<MalformedMessageException>(() => parts.AddRange(HistoryReader.Read(new MemoryStream(Compress(plain[..^5])))));
        using var enumerator = HistoryReader.Read(new MemoryStream(Compress(plain[..^5]))).GetEnumerator();
        enumerator.MoveNext().ShouldBeTrue();
        Should.Throw<MalformedMessageException>(() => enumerator.MoveNext());

        Should.Throw<MalformedMessageException>(() => HistoryReader.Read(new MemoryStream([1, 2, 3, 4, 5, 6])).ToList());
        Should.Throw<MalformedMessageException>(() => HistoryReader.Read(new MemoryStream(Compress([0x00]))).ToList());
        Should.Throw<MalformedMessageException>(() => HistoryReader.Read(new MemoryStream(Compress([0x13]))).ToList());
        Should.Throw<MalformedMessageException>(() => HistoryReader.Read(new MemoryStream(Compress([0x12, 0x02, 0x0a]))).ToList());
        Should.Throw<MalformedMessageException>(() => HistoryReader.Read(new MemoryStream(Compress([0x12, 0x02, 0x0a, 0x05]))).ToList());
        HistoryReader.Read(new MemoryStream(Compress([]))).ShouldBeEmpty();
    }

    [Fact]
    public void Damaged_histories_are_read_or_refused()
    {
        var random = new Random(1);
        var history = new HistorySync { Conversations = { ChatWith(messages: 3) }, NctSalt = ByteString.CopyFrom(1, 2) };
        byte[] plain = history.ToByteArray();
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. plain];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            byte[] compressed = Compress(bytes);
            if (i % 4 == 0)
                compressed[random.Next(compressed.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                _ = HistoryReader.Read(new MemoryStream(compressed)).Count();
            }
            catch (MessageException)
            {
                refused++;
            }
        }

        refused.ShouldBeInRange(100, 4900);
    }

    private static List<HistoryPart> Read(HistorySync history) =>
        [.. HistoryReader.Read(new MemoryStream(Compress(history.ToByteArray())))];

    private static Conversation ChatWith(int messages)
    {
        var chat = new Conversation
        {
            Id = Chat.ToString(),
            Name = "Ana",
            UnreadCount = 3,
            Archived = true,
            EphemeralExpiration = 86400,
            Pinned = 1_700_000_000,
            MuteEndTime = ulong.MaxValue,
            LidJid = "100000000000002@lid",
            TcToken = ByteString.CopyFrom(9),
        };
        for (int i = 0; i < messages; i++)
            chat.Messages.Add(new HistorySyncMsg { Message = MessageOf($"A{i}", Chat.ToString()) });
        return chat;
    }

    private static WebMessageInfo MessageOf(string id, string chat) => new()
    {
        Key = new() { RemoteJid = chat, Id = id },
        Participant = "100000000000002@lid",
        Message = new() { Conversation = $"text {id}", MessageContextInfo = new() { MessageSecret = ByteString.CopyFrom(new byte[32]) } },
        MessageTimestamp = 1_700_000_000,
        Status = WebMessageInfo.Types.Status.Read,
        PushName = "Ana",
        Starred = true,
    };

    private static byte[] Compress(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var stream = new ZLibStream(output, CompressionLevel.Fastest))
            stream.Write(bytes);
        return output.ToArray();
    }

    private static MemoryStream CompressZeros(int length)
    {
        var output = new MemoryStream();
        using (var stream = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] head = new byte[10];
            using var writer = new CodedOutputStream(head);
            writer.WriteTag(17, WireFormat.WireType.LengthDelimited);
            writer.WriteLength(length);
            writer.Flush();
            stream.Write(head.AsSpan(0, (int)writer.Position));
            byte[] zeros = new byte[1 << 20];
            for (int left = length; left > 0; left -= zeros.Length)
                stream.Write(zeros.AsSpan(0, Math.Min(left, zeros.Length)));
        }

        output.Position = 0;
        return output;
    }
}
