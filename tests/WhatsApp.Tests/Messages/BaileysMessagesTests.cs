using System.Text.Json;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>Messages as Baileys 7.0.0-rc14 built and encoded them (Data/baileys-messages.mjs makes the file).</summary>
public sealed class BaileysMessagesTests
{
    private static readonly JsonElement Data = TestData.Load("baileys-messages.json");
    private static readonly Dictionary<string, byte[]> Wire =
        Data.GetProperty("cases").EnumerateArray().ToDictionary(test => test.Text("name"), test => test.Hex("wire"));

    private static readonly Jid Chat = Jid.Parse(Data.Text("chat"));
    private static readonly Jid Group = Jid.Parse(Data.Text("group"));
    private static readonly Jid Lid = Jid.Parse(Data.Text("lid"));
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
    private static readonly MessageReference Key = new(Chat, "3EB0AAAAAAAAAAAAAAAAAA", FromMe: false);
    private static readonly MessageReference GroupKey = new(Group, "3EB0BBBBBBBBBBBBBBBBBB", FromMe: false, Lid);

    [Fact]
    public void Text_is_read()
    {
        Read<TextContent>("text").Text.ShouldBe("hello wörld 👋");
        var mentions = Read<TextContent>("mentions");
        mentions.Text.ShouldBe("hi @15550000003");
        mentions.Context.Mentions.ShouldBe([Jid.Parse("15550000003@s.whatsapp.net"), Lid]);
        mentions.Context.MentionsEveryone.ShouldBeFalse();
        Read<TextContent>("ephemeralText").Context.Expiration.ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void An_answer_holds_what_it_answers()
    {
        var answer = Read<TextContent>("reply");
        answer.Text.ShouldBe("the answer");
        var quoted = answer.Context.Quoted.ShouldNotBeNull();
        quoted.Id.ShouldBe(Key.Id);
        quoted.Sender.ShouldBe(Chat);
        MessageReader.Read(quoted.Bytes, false).Content.ShouldBeOfType<TextContent>().Text.ShouldBe("the question");
    }

    [Fact]
    public void What_is_about_another_message_is_read()
    {
        Read<ReactionContent>("reaction").ShouldBe(new ReactionContent(Key, "👍") { Time = Time });
        Read<ReactionContent>("reactionRemoved").ShouldBe(new ReactionContent(GroupKey, "") { Time = Time });
        Read<RevokeContent>("revoke").Target.ShouldBe(Key);
        var edit = Read<EditContent>("edit");
        edit.Target.ShouldBe(Key);
        edit.Time.ShouldBe(Time);
        edit.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("corrected");
        Read<PinContent>("pin").ShouldBe(new PinContent(GroupKey, true) { Duration = TimeSpan.FromDays(7), Time = Time });
        Read<PinContent>("unpin").IsPinned.ShouldBeFalse();
        Read<EphemeralSettingContent>("disappearing").Duration.ShouldBe(TimeSpan.FromDays(1));
        Decode("disappearing").IsEphemeral.ShouldBeTrue();
    }

    [Fact]
    public void Polls_and_events_are_read()
    {
        var poll = Read<PollContent>("pollSingle");
        poll.Name.ShouldBe("Lunch?");
        poll.Options.ShouldBe(["Pizza", "Soup", "Ünï"]);
        poll.SelectableCount.ShouldBe(1);
        poll.IsForAnnouncements.ShouldBeFalse();
        Read<PollContent>("pollMulti").SelectableCount.ShouldBe(0);
        Read<PollContent>("pollAnnouncement").IsForAnnouncements.ShouldBeTrue();
        Decode("pollSingle").Secret.ToArray().ShouldBe(Data.Hex("secret"));

        var party = Read<EventContent>("event");
        party.Name.ShouldBe("Party");
        party.Description.ShouldBe("At home");
        party.Start.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        party.End.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_800_003_600));
    }

    [Fact]
    public void Places_and_cards_are_read()
    {
        var place = Read<LocationContent>("location");
        (place.Latitude, place.Longitude, place.Name, place.Address).ShouldBe((52.52, -13.405, "Here", "Street 1"));
        var card = Read<ContactContent>("contact").Cards.ShouldHaveSingleItem();
        card.DisplayName.ShouldBe("Ana");
        card.Text.ShouldContain("waid=15550000003");
        var cards = Read<ContactContent>("contacts");
        cards.DisplayName.ShouldBe("Two");
        cards.Cards.Select(each => each.DisplayName).ShouldBe(["Ana", "Ben"]);
    }

    [Fact]
    public void Media_is_read()
    {
        var image = Read<ImageContent>("image");
        (image.Caption, image.Width, image.Height, image.ViewOnce).ShouldBe(("a caption", 640, 480, false));
        image.Thumbnail.ToArray().ShouldBe([1, 2, 3]);
        Read<ImageContent>("viewOnceImage").ViewOnce.ShouldBeTrue();
        Decode("viewOnceImage").IsViewOnce.ShouldBeTrue();
        var gif = Read<VideoContent>("gif");
        (gif.IsGif, gif.IsNote, gif.Duration).ShouldBe((true, false, TimeSpan.FromSeconds(7)));
        Read<VideoContent>("note").IsNote.ShouldBeTrue();
        var voice = Read<AudioContent>("voice");
        (voice.IsVoice, voice.Duration, voice.Waveform.Length).ShouldBe((true, TimeSpan.FromSeconds(5), 64));
        var document = Read<DocumentContent>("document");
        (document.FileName, document.Caption, document.PageCount).ShouldBe(("a.pdf", "read", 3));
        var sticker = Read<StickerContent>("sticker");
        (sticker.IsAnimated, sticker.Width).ShouldBe((true, 512));
        foreach (var media in new MediaContent[] { image, gif, voice, document, sticker })
            ShouldBeTheFile(media.File);
        image.File.ToString().ShouldBe("image/jpeg, 12345 bytes");
    }

    [Fact]
    public void A_message_from_another_device_of_the_account_says_where_it_was_sent()
    {
        var own = MessageReader.Read(Wire["own"], isFromOwnAccount: true);
        own.SentTo.ShouldBe(Chat);
        own.Content.ShouldBeOfType<TextContent>().Text.ShouldBe("from another device");
        own.Secret.ToArray().ShouldBe(Data.Hex("secret")); // it stands outside
    }

    [Fact]
    public void Nobody_else_may_say_where_something_was_sent()
    {
        var forged = MessageReader.Read(Wire["own"], isFromOwnAccount: false);
        forged.SentTo.ShouldBeNull();
        forged.Content.ShouldBeOfType<UnknownContent>().Kind.ShouldBe("deviceSentMessage");
    }

    [Fact]
    public void A_sender_key_alone_has_no_content()
    {
        var carrier = Decode("senderKey");
        carrier.Content.ShouldBeNull();
        carrier.Distribution.ShouldNotBeNull().GroupId.ShouldBe(Group.ToString());
        carrier.Distribution.AxolotlSenderKeyDistributionMessage.ToByteArray().ShouldBe([51, 1, 2]);
    }

    [Fact]
    public void What_is_not_known_is_named_and_kept()
    {
        var list = Read<UnknownContent>("listUnknown");
        list.Kind.ShouldBe("listMessage");
        list.Bytes.ToArray().ShouldBe(Wire["listUnknown"]);
    }

    [Fact]
    public void Reporting_tokens_are_as_Baileys_makes_them()
    {
        var tests = Data.GetProperty("cases").EnumerateArray().Where(test => test.TryGetProperty("reportingToken", out _)).ToList();
        tests.Count.ShouldBeGreaterThan(10);
        foreach (var test in tests)
        {
            ReportingToken.Compute(Data.Hex("secret"), test.Hex("wire"), Data.Text("id"), Lid, Group)
                .ShouldBe(test.Hex("reportingToken"), test.Text("name"));
        }
    }

    private static DecodedMessage Decode(string name) => MessageReader.Read(Wire[name], isFromOwnAccount: false);

    private static T Read<T>(string name)
        where T : MessageContent => Decode(name).Content.ShouldBeOfType<T>(name);

    private static void ShouldBeTheFile(MediaFile file)
    {
        file.Length.ShouldBe(12345);
        file.Url.ShouldBe("https://mmg.whatsapp.net/v/t62/x");
        file.DirectPath.ShouldBe("/v/t62/x?ccb=1");
        file.MediaKey.ToArray().ShouldBe(Data.Hex("secret"));
        file.Sha256.ToArray().ShouldBe(Enumerable.Repeat((byte)1, 32));
        file.EncryptedSha256.ToArray().ShouldBe(Enumerable.Repeat((byte)2, 32));
        file.MediaKeyTime.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    }
}
