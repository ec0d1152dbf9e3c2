using Wasilo.WhatsApp.Messages;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>What can be read of a message as text.</summary>
internal static class ContentText
{
    public static string Of(MessageContent content) => content switch
    {
        TextContent text => text.Text,
        ImageContent image => image.Caption ?? "",
        VideoContent video => video.Caption ?? "",
        DocumentContent document => document.Caption ?? document.FileName ?? "",
        LiveLocationContent live => live.Caption ?? "",
        PollContent poll => poll.Name,
        EventContent happening => happening.Name,
        EditContent edit => Of(edit.Content),
        CommentContent comment => Of(comment.Content),
        _ => "",
    };

    /// <summary>In one word.</summary>
    public static string KindOf(MessageContent content) => content switch
    {
        TextContent => "text",
        UnknownContent unknown => unknown.Kind,
        _ => content.GetType().Name[..^"Content".Length].ToLowerInvariant(),
    };

    /// <summary>Whether it is a message of its own, as against something about another one, or about the chat.</summary>
    public static bool IsMessage(MessageContent content) => content is not (ReactionContent or EditContent or RevokeContent or PinContent
        or KeepContent or EphemeralSettingContent or MemberLabelContent or PollVoteContent or EncryptedContent or UnknownContent { Kind: "none" });
}
