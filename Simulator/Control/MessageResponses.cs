using System.Text.Json;
using Wasilo.Simulator.Primary;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Simulator.Control;

/// <summary>A message that a phone has sent or received.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Chat">The chat.</param>
/// <param name="Sender">The account that sent it.</param>
/// <param name="FromMe">Whether that is the phone's own, from whichever device.</param>
/// <param name="PushName">What the sender calls itself.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What it is: text, reaction, edit, revoke, poll, pollVote, image, ...</param>
/// <param name="Text">The text, caption, or question of a poll; of an edit the new text.</param>
/// <param name="Target">The id of the message that it is about: of a reaction, edit, revocation or vote.</param>
/// <param name="Emoji">Of a reaction.</param>
/// <param name="Quoted">The id of the message that it answers.</param>
/// <param name="Options">The options of a poll, or those that were voted for.</param>
public sealed record MessageResponse(
    string Id, string Chat, string Sender, bool FromMe, string PushName, DateTimeOffset At, string Kind, string? Text, string? Target,
    string? Emoji, string? Quoted, IReadOnlyList<string>? Options)
{
    private const string Suffix = "Content";

    internal static MessageResponse Of(PhoneMessage message) => new(
        message.Id, message.Chat.ToString(), message.Sender.ToString(), message.FromMe, message.PushName, message.At,
        KindOf(message.Content), message.Text ?? CaptionOf(message.Content), TargetOf(message.Content)?.Id,
        (message.Content as ReactionContent)?.Emoji, message.Content.Context.Quoted?.Id,
        message.Votes ?? (message.Content as PollContent)?.Options);

    private static string KindOf(MessageContent content)
    {
        var name = content.GetType().Name;
        return JsonNamingPolicy.CamelCase.ConvertName(name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name);
    }

    private static string? CaptionOf(MessageContent content) => content switch
    {
        ImageContent image => image.Caption,
        VideoContent video => video.Caption,
        DocumentContent document => document.Caption,
        PollContent poll => poll.Name,
        LocationContent location => location.Name,
        _ => null,
    };

    private static MessageReference? TargetOf(MessageContent content) => content switch
    {
        ReactionContent reaction => reaction.Target,
        EditContent edit => edit.Target,
        RevokeContent revoke => revoke.Target,
        PollVoteContent vote => vote.Poll,
        PinContent pin => pin.Target,
        KeepContent keep => keep.Target,
        _ => null,
    };
}

/// <summary>A receipt that a phone got.</summary>
/// <param name="Id">The message.</param>
/// <param name="Chat">The chat.</param>
/// <param name="Reader">Who.</param>
/// <param name="Type">delivered, inactive, read, played, retry, ...</param>
/// <param name="At">When.</param>
public sealed record ReceiptResponse(string Id, string Chat, string Reader, string Type, DateTimeOffset At)
{
    internal static ReceiptResponse Of(PhoneReceipt receipt) =>
        new(receipt.Id, receipt.Chat.ToString(), receipt.Reader.ToString(), receipt.Type, receipt.At);
}

/// <summary>What was said to a phone about a call.</summary>
/// <param name="CallId">The call.</param>
/// <param name="From">Who.</param>
/// <param name="State">offer, accept, reject, terminate, ...</param>
/// <param name="Video">Whether there is a picture.</param>
/// <param name="At">When.</param>
public sealed record CallResponse(string CallId, string From, string State, bool Video, DateTimeOffset At)
{
    internal static CallResponse Of(PhoneCall call) => new(call.CallId, call.From.ToString(), call.State, call.IsVideo, call.At);
}

/// <summary>A call that was begun.</summary>
/// <param name="CallId">By which it is ended.</param>
public sealed record CallStarted(string CallId);

/// <summary>A group that was made.</summary>
/// <param name="Jid">Its jid.</param>
public sealed record GroupResponse(string Jid);

/// <summary>What became of many messages.</summary>
/// <param name="Sent">How many were sent.</param>
public sealed record LoadResponse(int Sent);
