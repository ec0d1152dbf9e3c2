using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Tests.Messages;

public sealed class StanzaAttributesTests
{
    private static readonly Jid Chat = Jid.Parse("120363000000000001@g.us");
    private static readonly MessageReference Mine = new(Chat, "3EB0A", FromMe: true);
    private static readonly MessageReference Theirs = new(Chat, "3EB0A", FromMe: false, Jid.Parse("1@lid"));
    private static readonly MediaFile File = new();

    // What the message says; type, mediatype, edit, decrypt-fail and meta of its stanza.
    private static readonly (MessageContent Content, string Type, string? MediaType, string? Edit, bool Hides, string? Meta)[] All =
    [
        (new TextContent("x"), "text", null, null, false, null),
        (new TextContent("x") { Link = new("u") { Title = "t" } }, "media", "url", null, false, null),
        (new TextContent("x") { Link = new("u") }, "text", null, null, false, null),
        (new ImageContent(File), "media", "image", null, false, null),
        (new ImageContent(File) { ViewOnce = true }, "media", "image", null, false, null),
        (new VideoContent(File), "media", "video", null, false, null),
        (new VideoContent(File) { IsGif = true }, "media", "gif", null, false, null),
        (new AudioContent(File), "media", "audio", null, false, null),
        (new AudioContent(File) { IsVoice = true }, "media", "ptt", null, false, null),
        (new DocumentContent(File) { Caption = "c" }, "media", "document", null, false, null),
        (new StickerContent(File), "media", "sticker", null, false, null),
        (new ContactContent([new("A", "v")]), "media", "vcard", null, false, null),
        (new ContactContent([new("A", "v"), new("B", "v")]), "media", "contact_array", null, false, null),
        (new LocationContent(1, 2), "text", null, null, false, null),
        (new LiveLocationContent(1, 2), "media", "livelocation", null, false, null),
        (new GroupInviteContent(Chat, "c"), "media", "url", null, false, null),
        (new PollContent("?", ["a", "b"]), "poll", null, null, false, "<meta polltype=\"creation\"/>"),
        (new PollVoteContent(Theirs, new(new byte[16], new byte[12])), "poll", null, null, true, "<meta polltype=\"vote\"/>"),
        (new EventContent("e", Contents.Now), "event", null, null, false, "<meta event_type=\"creation\"/>"),
        (new ReactionContent(Theirs, "👍"), "reaction", null, null, true, null),
        (new ReactionContent(Theirs, ""), "reaction", null, "7", true, null),
        (new EncryptedContent(SecretUse.Reaction, Theirs, new(new byte[16], new byte[12])), "reaction", null, null, true, null),
        (new EditContent(Mine, new TextContent("x")), "text", null, "1", true, null),
        (new RevokeContent(Mine), "text", null, "7", true, null),
        (new RevokeContent(Theirs), "text", null, "8", true, null),
        (new PinContent(Theirs, true), "text", null, "2", true, null),
        (new PinContent(Theirs, false), "text", null, "2", true, null),
        (new KeepContent(Mine, true), "text", null, null, false, null),
        (new KeepContent(Mine, false), "text", null, "7", true, null),
        (new EphemeralSettingContent(TimeSpan.FromDays(1)), "text", null, null, false, null),
        (new MemberLabelContent("x"), "text", null, null, false, "<meta tag_reason=\"user_update\" appdata=\"member_tag\"/>"),
    ];

    [Fact]
    public void The_stanza_tells_what_the_message_is()
    {
        foreach (var (content, type, mediaType, edit, hides, meta) in All)
        {
            var attributes = StanzaAttributes.Of(Contents.Write(content));
            (attributes.Type, attributes.MediaType, attributes.Edit, attributes.HidesFailure, attributes.Meta?.ToString())
                .ShouldBe((type, mediaType, edit, hides, meta), content.ToString());
            attributes.DecryptFail.ShouldBe(hides ? "hide" : null);
        }
    }

    [Fact]
    public void A_wrapper_does_not_hide_what_is_in_it()
    {
        var viewOnce = new Message { ViewOnceMessage = new() { Message = new() { VideoMessage = new() } } };
        var ephemeral = new Message { EphemeralMessage = new() { Message = viewOnce } };
        StanzaAttributes.Of(ephemeral).MediaType.ShouldBe("video");
    }

    [Fact]
    public void An_edit_of_a_picture_is_no_media() =>
        StanzaAttributes.Of(Contents.Write(new EditContent(Mine, new ImageContent(File) { Caption = "c" }))).Type.ShouldBe("text");
}
