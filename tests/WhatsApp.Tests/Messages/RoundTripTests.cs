using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>Every kind of content with every part set is the same after it was written and read.</summary>
public sealed class RoundTripTests
{
    private static readonly Jid Chat = Jid.Parse("120363000000000001@g.us");
    private static readonly Jid Ana = Jid.Parse("100000000000001@lid");
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
    private static readonly MessageReference Target = new(Chat, "3EB0AAAAAAAAAAAAAAAAAA", FromMe: false, Ana);

    private static readonly MessageContext Context = new()
    {
        Quoted = new("3EB0QUOTED", Ana, new byte[] { 0x0a, 0x01, (byte)'q' }) { Chat = Chat },
        Mentions = [Ana, Jid.Parse("15550000003@s.whatsapp.net")],
        MentionsEveryone = true,
        ForwardingScore = 3,
        Expiration = TimeSpan.FromDays(7),
    };

    private static readonly MediaFile File = new()
    {
        MimeType = "image/jpeg",
        Length = 5_000_000_000,
        Url = "https://mmg.whatsapp.net/x",
        DirectPath = "/x",
        MediaKey = Bytes(32, 1),
        MediaKeyTime = Contents.Now,
        Sha256 = Bytes(32, 2),
        EncryptedSha256 = Bytes(32, 3),
    };

    private static readonly MessageContent[] All =
    [
        new TextContent("plain"),
        new TextContent("with context") { Context = Context },
        new TextContent("see https://a.example")
        {
            Link = new("https://a.example") { Title = "A", Description = "B", Thumbnail = Bytes(9, 4) },
        },
        new ImageContent(File) { Context = Context, Caption = "c", Width = 1, Height = 2, Thumbnail = Bytes(5, 5) },
        new ImageContent(File) { ViewOnce = true },
        new VideoContent(File)
        {
            Caption = "c", Duration = TimeSpan.FromSeconds(3), IsGif = true, Width = 1, Height = 2, StreamingSidecar = Bytes(3, 1),
        },
        new VideoContent(File) { Context = Context, IsNote = true },
        new VideoContent(File) { ViewOnce = true },
        new AudioContent(File) { Context = Context, Duration = TimeSpan.FromMinutes(2), IsVoice = true, Waveform = Bytes(64, 9) },
        new AudioContent(File) { ViewOnce = true },
        new DocumentContent(File) { FileName = "a.pdf", Title = "A", PageCount = 2, Thumbnail = Bytes(5, 5) },
        new DocumentContent(File) { Context = Context, FileName = "a.pdf", Caption = "c" },
        new StickerContent(File) { Context = Context, IsAnimated = true, Width = 512, Height = 512, Thumbnail = Bytes(5, 5) },
        new AlbumContent(3, 1) { Context = Context },
        new LocationContent(-90, 180) { Context = Context, Name = "n", Address = "a", Url = "u", Thumbnail = Bytes(5, 5) },
        new LiveLocationContent(1.5, -2.5) { Caption = "c", AccuracyInMeters = 5, Speed = 1.5f, Heading = 359, SequenceNumber = 7 },
        new ContactContent([VCard.Write("Ana", "+1 555 000 0001")]) { Context = Context },
        new ContactContent([VCard.Write("Ana", "15550000001"), VCard.Write("Ben", "15550000002")]) { DisplayName = "Two" },
        new GroupInviteContent(Chat, "code") { GroupName = "g", Caption = "c", Expires = Contents.Now, Thumbnail = Bytes(5, 5) },
        new PollContent("?", ["a", "b", "c"]) { Context = Context },
        new PollContent("?", ["a", "b"]) { SelectableCount = 0 },
        new PollContent("?", ["a", "b"]) { SelectableCount = 2, IsForAnnouncements = true },
        new PollVoteContent(Target, new(Bytes(40, 1), Bytes(12, 2))) { Time = Time },
        new EventContent("e", Contents.Now)
        {
            Context = Context, Description = "d", End = Contents.Now.AddHours(1), Location = new(1, 2) { Name = "n" }, JoinLink = "j",
            IsCanceled = true, ExtraGuestsAllowed = true,
        },
        new ReactionContent(Target, "👍") { Time = Time },
        new ReactionContent(Target with { FromMe = true, Sender = null }, "") { Time = Time },
        new EditContent(Target, new TextContent("new")) { Time = Time },
        new EditContent(Target, new ImageContent(File) { Caption = "new" }) { Time = Time },
        new CommentContent(Target, new TextContent("a comment")),
        new RevokeContent(Target),
        new PinContent(Target, true) { Duration = TimeSpan.FromDays(30), Time = Time },
        new PinContent(Target, false) { Duration = TimeSpan.Zero, Time = Time },
        new KeepContent(Target, true) { Time = Time },
        new KeepContent(Target, false) { Time = Time },
        new EphemeralSettingContent(TimeSpan.FromDays(90)) { Time = Contents.Now },
        new EphemeralSettingContent(TimeSpan.Zero) { Time = Contents.Now },
        new MemberLabelContent("Boss") { Time = Contents.Now },
        .. new[]
        {
            SecretUse.Reaction, SecretUse.Comment, SecretUse.EventResponse, SecretUse.EventEdit, SecretUse.MessageEdit, SecretUse.PollEdit,
            SecretUse.PollAddOption,
        }.Select(use => new EncryptedContent(use, Target, new(Bytes(20, 1), Bytes(12, 2)))),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_written_is_read(int index) => Text(Contents.RoundTrip(All[index])).ShouldBe(Text(All[index]));

    [Fact]
    public void Every_kind_of_content_is_among_them()
    {
        var kinds = typeof(MessageContent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MessageContent)) && !type.IsAbstract && type != typeof(UnknownContent));
        kinds.Except(All.Select(content => content.GetType())).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_of_a_message_is_in_its_text()
    {
        foreach (var content in All)
            content.ToString().ShouldBe(content.GetType().Name);
        Contents.Read(Contents.Write(All[1])).ToString().ShouldStartWith("DecodedMessage of ");
        Context.ToString().ShouldBe("MessageContext quoting 3EB0QUOTED");
    }

    [Fact]
    public void Content_without_a_time_gets_that_of_sending() =>
        Contents.RoundTrip(new ReactionContent(Target, "👍")).ShouldBe(new ReactionContent(Target, "👍") { Time = Contents.Now });

    [Fact]
    public void What_is_kept_as_unknown_is_sent_as_it_was()
    {
        byte[] list = [0xa2, 0x02, 0x03, 0x0a, 0x01, (byte)'x'];
        var unknown = Contents.RoundTrip(new UnknownContent("listMessage") { Bytes = list }).ShouldBeOfType<UnknownContent>();
        unknown.Kind.ShouldBe("listMessage");
        unknown.Bytes.ToArray().ShouldBe(list);
    }

    private static ReadOnlyMemory<byte> Bytes(int length, byte value) => Enumerable.Repeat(value, length).ToArray();

    // Lists and bytes are compared by what is in them.
    private static string Text(MessageContent content) => JsonSerializer.Serialize<object>(content, Options);

    private static readonly JsonSerializerOptions Options = new() { Converters = { new JidConverter(), new ContentConverter() } };

    private sealed class JidConverter : JsonConverter<Jid>
    {
        public override Jid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Jid value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    // With all members of the type that it has, not of the one that it is declared as.
    private sealed class ContentConverter : JsonConverter<MessageContent>
    {
        public override MessageContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, MessageContent value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
