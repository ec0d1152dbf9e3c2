using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>What a stanza tells the server about the message that it holds, which the server can't see.</summary>
/// <param name="Type">Of the message node: text, media, reaction, poll, event.</param>
/// <param name="MediaType">Of each enc node, if the content is media or something like it.</param>
/// <param name="Edit">Of the message node, if it changes another message: one of <see cref="EditKind"/>.</param>
/// <param name="HidesFailure">Whether each enc node says that a receiver who can't decrypt it shouldn't show that.</param>
/// <param name="Meta">A child of the message node.</param>
internal sealed record StanzaAttributes(string Type, string? MediaType, string? Edit, bool HidesFailure, Node? Meta)
{
    /// <summary>decrypt-fail of each enc node; null leaves it out.</summary>
    public string? DecryptFail => HidesFailure ? "hide" : null;

    internal static StanzaAttributes Of(Message message)
    {
        var content = MessageWrappers.Unwrap(message);
        string? edit = EditKind.Of(content);
        string? mediaType = StanzaMediaType.Of(content);
        bool isReaction = content.ReactionMessage is not null || content.EncReactionMessage is not null;
        bool isVote = content.PollUpdateMessage is not null;
        bool isPoll = content.PollCreation() is not null;
        string type = isReaction ? "reaction"
            : isVote || isPoll ? "poll"
            : content.EventMessage is not null ? "event"
            : mediaType is not null ? "media"
            : "text";
        return new(type, mediaType, edit, edit is not null || isReaction || isVote, MetaOf(content, isVote, isPoll));
    }

    private static Node? MetaOf(Message content, bool isVote, bool isPoll)
    {
        if (isVote)
            return new Node("meta", [("polltype", "vote")]);
        if (isPoll)
            return new Node("meta", [("polltype", "creation")]);
        if (content.EventMessage is not null)
            return new Node("meta", [("event_type", "creation")]);
        return content.ProtocolMessage is { Type: ProtocolMessage.Types.Type.GroupMemberLabelChange }
            ? new Node("meta", [("tag_reason", "user_update"), ("appdata", "member_tag")])
            : null;
    }
}
